using System.Globalization;
using System.Text;

namespace Gmlm.Padir.Metrics;

/// <summary>
/// White space and lower case as Python defines them, since sacreBLEU's scores depend on both. .NET differs in four separators, in the
/// Turkish İ, and in the Greek sigma at the end of a word.
/// </summary>
internal static class PythonText
{
    private const char Sigma = 'Σ', FinalSigma = 'ς';

    /// <summary><c>str.isspace</c>: .NET's white space and the information separators U+001C to U+001F.</summary>
    public static bool IsSpace(char letter) => char.IsWhiteSpace(letter) || letter is >= '\u001C' and <= '\u001F';

    /// <summary><c>str.rstrip()</c>.</summary>
    public static string TrimEnd(string text)
    {
        var end = text.Length;
        while (end > 0 && IsSpace(text[end - 1]))
        {
            end--;
        }

        return text[..end];
    }

    /// <summary><c>str.split()</c>: the words between white space, none of them empty.</summary>
    public static string[] Split(string text)
    {
        var words = new List<string>();
        var start = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && !IsSpace(text[i]))
            {
                continue;
            }

            if (i > start)
            {
                words.Add(text[start..i]);
            }

            start = i + 1;
        }

        return [.. words];
    }

    /// <summary>
    /// <c>str.lower()</c>: the full case mapping of the Unicode standard, section 3.13. It differs from the simple mapping only for İ and
    /// Σ.
    /// </summary>
    public static string ToLower(string text)
    {
        var lower = text.ToLowerInvariant();
        if (text.Contains(Sigma))
        {
            // The simple mapping keeps the position of every letter.
            lower = string.Create(lower.Length, (text, lower), static (result, from) =>
            {
                for (var i = 0; i < result.Length; i++)
                {
                    result[i] = from.text[i] == Sigma && EndsWord(from.text, i) ? FinalSigma : from.lower[i];
                }
            });
        }

        return lower.Replace("İ", "i\u0307", StringComparison.Ordinal);
    }

    // The final-sigma rule: a cased letter before and none after, ignoring characters without case (marks, apostrophes, …).
    private static bool EndsWord(string text, int sigma) =>
        FirstTelling(text[..sigma].EnumerateRunes().Reverse()) && !FirstTelling(text[(sigma + 1)..].EnumerateRunes());

    private static bool FirstTelling(IEnumerable<Rune> runes) => runes.Where(rune => !IsCaseIgnorable(rune)).Take(1).Any(IsCased);

    private static bool IsCaseIgnorable(Rune rune) =>
        (rune.IsBmp && "'.:·\u0387՟״‘’․‧︓﹒﹕＇．：".Contains((char)rune.Value)) || Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format or UnicodeCategory.ModifierLetter
        or UnicodeCategory.ModifierSymbol;

    // Cased characters besides letters: ordinal indicators, Roman numerals, letters in circles and squares.
    private static bool IsCased(Rune rune) => rune.Value is 'ª' or 'º' or (>= 0x2160 and <= 0x217F) or (>= 0x24B6 and <= 0x24E9)
        or (>= 0x1F130 and <= 0x1F149) or (>= 0x1F150 and <= 0x1F169) or (>= 0x1F170 and <= 0x1F189) || Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter;
}
