namespace Gmlm.Padir.Corpora;

/// <summary>A line of a text.</summary>
/// <param name="Number">The line number, from 1.</param>
/// <param name="Text">The text without the line end.</param>
public readonly record struct TextLine(int Number, string Text)
{
    /// <summary>The most whitespace-separated words of a usable line; no real sentence has as many.</summary>
    public const int MaxWords = 1000;

    /// <summary>The most characters of a usable line, which also bounds text without spaces.</summary>
    public const int MaxCharacters = 20_000;

    /// <summary>Why the line cannot be used as a sentence; null if it can.</summary>
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
