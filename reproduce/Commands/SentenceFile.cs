using System.Text;
using Gmlm.Reproduce.Harness;

namespace Gmlm.Reproduce.Commands;

/// <summary>Text with one sentence a line, in UTF-8, as people bring it: whatever is wrong with it is one clear line.</summary>
/// <param name="Path">As the person wrote it.</param>
/// <param name="Sentences">The lines without the white space at their ends, as sacreBLEU reads them.</param>
internal sealed record SentenceFile(string Path, IReadOnlyList<string> Sentences)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads the file.</summary>
    /// <exception cref="UserError">Not there, not readable, not UTF-8, or empty.</exception>
    public static SentenceFile Read(string path)
    {
        var bytes = ReadBytes(path).AsSpan();
        bytes = bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;
        if (bytes.IsEmpty)
        {
            throw UserError.Usage($"{path} is empty; it must hold one sentence a line");
        }

        // The line feed alone ends a line: a carriage return before it is white space at the end, and nothing else separates lines.
        var sentences = new List<string>();
        while (!bytes.IsEmpty)
        {
            var end = bytes.IndexOf((byte)'\n');
            sentences.Add(Decode(end < 0 ? bytes : bytes[..end], path, sentences.Count + 1).TrimEnd());
            bytes = end < 0 ? [] : bytes[(end + 1)..];
        }

        return new SentenceFile(path, sentences);
    }

    private static byte[] ReadBytes(string path)
    {
        if (!File.Exists(path))
        {
            throw UserError.Missing(Directory.Exists(path) ? $"{path} is a folder; name a text file" : $"{path} is not there; check the path, which starts at the current folder");
        }

        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw UserError.Missing($"{path} cannot be read: {error.Message}", error);
        }
    }

    private static string Decode(ReadOnlySpan<byte> line, string path, int number)
    {
        try
        {
            return Strict.GetString(line);
        }
        catch (DecoderFallbackException error)
        {
            throw new UserError(ExitCode.Usage, $"{path}, line {number}: not UTF-8; convert the file first", error);
        }
    }
}
