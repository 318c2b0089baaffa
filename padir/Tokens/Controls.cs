namespace Gmlm.Padir.Tokens;

/// <summary>
/// The part of SentencePiece's nmt_nfkc normalisation that the tokenizer library leaves out: control characters that are removed. (The rest
/// is in the model file, and the library applies it.)
/// </summary>
internal static class Controls
{
    public static string Normalise(string text) => text.Any(IsRemoved) ? string.Concat(text.Where(letter => !IsRemoved(letter))) : text;

    // Tab, line feed, form feed and carriage return become spaces, by the model's own table.
    private static bool IsRemoved(char letter) => letter is (>= '\u0001' and <= '\u0008') or '\u000B' or (>= '\u000E' and <= '\u001F') or '\u007F' or '\u008F' or '\u009F';
}
