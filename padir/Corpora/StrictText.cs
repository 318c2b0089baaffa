using System.Text;

namespace Gmlm.Padir.Corpora;

/// <summary>
/// Text from bytes that must be UTF-8. Other bytes are an error with file and line; the runtime's readers of whole files replace them by U+FFFD.
/// </summary>
public static class StrictText
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>A whole file, without the byte-order mark that it may begin with.</summary>
    /// <exception cref="CorpusException">It is not UTF-8.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read, or is a folder.</exception>
    public static string Read(string path)
    {
        var bytes = File.ReadAllBytes(path).AsSpan();
        return Decode(bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes, path, 1);
    }

    /// <summary>The text of some bytes of <paramref name="file"/>, which begin at the start of line <paramref name="line"/>.</summary>
    /// <exception cref="CorpusException">They are not UTF-8.</exception>
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
