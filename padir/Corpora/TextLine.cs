namespace Gmlm.Padir.Corpora;

/// <summary>A line of a text.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Text">Its text without its end.</param>
public readonly record struct TextLine(int Number, string Text)
{
    /// <summary>Most whitespace-separated words of a usable line; no sentence has so many.</summary>
    public const int MaxWords = 1000;

    /// <summary>Most characters of a usable line, for text without spaces.</summary>
    public const int MaxCharacters = 20_000;

    /// <summary>What makes the line unusable as a sentence; null when nothing does.</summary>
    public string? Flaw => string.IsNullOrWhiteSpace(Text) ? "empty line"
        : Text.Contains('\r') ? "carriage return within a line"
        : Text.Length > MaxCharacters ? $"more than {MaxCharacters:#,0} characters"
        : Text.Length > MaxWords && Words(Text) > MaxWords ? $"more than {MaxWords:#,0} words"
        : null;

    private static int Words(string text)
    {
        var words = 0;
        for (var i = 0; i < text.Length; i++)
        {
            words += !char.IsWhiteSpace(text[i]) && (i == 0 || char.IsWhiteSpace(text[i - 1])) ? 1 : 0;
        }

        return words;
    }
}
