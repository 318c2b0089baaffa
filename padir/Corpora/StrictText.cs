using System.Text;

namespace Gmlm.Padir.Corpora;

/// <summary>
/// Decodes UTF-8 strictly: other bytes are an error with file and line. The runtime's own readers replace such bytes by U+FFFD without an
/// error.
/// </summary>
public static class StrictText
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a whole file, without a byte-order mark at its beginning.</summary>
    /// <exception cref="CorpusException">The file is not UTF-8.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or the path is a folder.</exception>
    public static string Read(string path)
    {
        var bytes = File.ReadAllBytes(path).AsSpan();
        return Decode(bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes, path, 1);
    }

    /// <summary>Decodes bytes of <paramref name="file"/> that begin at the start of line <paramref name="line"/>.</summary>
    /// <exception cref="CorpusException">The bytes are not UTF-8.</exception>
    internal static string Decode(ReadOnlySpan<byte> bytes, string file, int line)
    {
        try
        {
            return Utf8.GetString(bytes);
        }
        catch (DecoderFallbackException error)
        {
            var found = string.Join(' ', (error.BytesUnknown ?? []).Select(value => value.ToString("X2")));
            var before = bytes[..error.Index];
            var where = $"line {line + before.Count((byte)'\n')}: byte {error.Index - before.LastIndexOf((byte)'\n')}";
            var message = $"{file}, {where} ({found}) is not UTF-8; convert the file, for example with iconv -t UTF-8";
            throw new CorpusException(CorpusProblem.Malformed, message, error);
        }
    }
}
