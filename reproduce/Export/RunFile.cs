using System.Security.Cryptography;

namespace Gmlm.Reproduce.Export;

/// <summary>A file of a run that is exported.</summary>
/// <param name="Path">The path in the export, with slashes.</param>
/// <param name="Bytes">Its content.</param>
/// <param name="What">What it is, a sentence without a full stop.</param>
internal sealed record RunFile(string Path, byte[] Bytes, string What)
{
    /// <summary>The SHA-256 of the content, in lower-case hexadecimal digits.</summary>
    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(Bytes));

    /// <summary>The media type, by the name's end.</summary>
    public string MediaType => System.IO.Path.GetExtension(Path) switch
    {
        ".pdf" => "application/pdf",
        ".svg" => "image/svg+xml",
        ".html" => "text/html",
        ".md" => "text/markdown",
        ".json" => "application/json",
        _ => "text/plain",
    };
}
