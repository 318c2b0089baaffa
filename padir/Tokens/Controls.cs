namespace Gmlm.Padir.Tokens;

/// <summary>
/// Removes control characters: the part of SentencePiece's nmt_nfkc normalisation that the tokenizer library leaves out. The rest of the
/// normalisation is in the model file, and the library applies it.
/// </summary>
internal static class Controls
{
    public static string Normalise(string text) => text.Any(IsRemoved) ? string.Concat(text.Where(letter => !IsRemoved(letter))) : text;

    // Tab, line feed, form feed and carriage return are not removed here, since the model's own table turns them into spaces.
    private static bool IsRemoved(char letter) =>
        letter is (>= '\u0001' and <= '\u0008') or '\u000B' or (>= '\u000E' and <= '\u001F') or '\u007F' or '\u008F' or '\u009F';
}
