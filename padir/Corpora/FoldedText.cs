using System.Globalization;
using System.Text;

namespace Gmlm.Padir.Corpora;

/// <summary>
/// The form of a sentence that splits are compared in: lower case, letters and their combining marks only, without first names and spaces.
/// Two sentences fold to the same text if they differ only in case, digits, punctuation, spacing and first names.
/// </summary>
public static class FoldedText
{
    private static readonly Lazy<HashSet<string>> FirstNames = new(() =>
    {
        using var reader = new StreamReader(typeof(FoldedText).Assembly.GetManifestResourceStream("first-names.txt")!);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    });

    /// <summary>Folds a sentence. The result is empty if the sentence holds only digits, punctuation and first names.</summary>
    public static string Fold(string text)
    {
        var fold = new StringBuilder(text.Length);
        var afterName = false;
        foreach (var word in Words(text, char.IsLetter))
        {
            // The genitive s of “Tom's” is dropped with the name, as it is for the German “Toms”.
            if (!IsName(word) && !(afterName && word == "s"))
            {
                fold.Append(word);
            }

            afterName = IsName(word);
        }

        return fold.ToString();
    }

    /// <summary>The distinct words of a sentence, for set similarity: lower-case runs of letters and digits.</summary>
    public static HashSet<string> WordSet(string text) => [.. Words(text, char.IsLetterOrDigit)];

    /// <summary>Trims a text, removes soft hyphens and zero-width characters, and replaces each run of white space by one space.</summary>
    public static string Tidy(string text)
    {
        var tidy = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (letter is '\u00AD' or (>= '\u200B' and <= '\u200F') or '\uFEFF')
            {
                continue;
            }

            if (!char.IsWhiteSpace(letter))
            {
                tidy.Append(letter);
            }
            else if (tidy.Length > 0 && tidy[^1] != ' ')
            {
                tidy.Append(' ');
            }
        }

        return tidy.ToString().TrimEnd();
    }

    private static bool IsName(string word) =>
        FirstNames.Value.Contains(word) || (word is [.., 's'] && FirstNames.Value.Contains(word[..^1]));

    private static IEnumerable<string> Words(string text, Func<char, bool> counts)
    {
        var lower = text.ToLowerInvariant();
        for (var end = 0; end < lower.Length;)
        {
            var start = end;
            while (end < lower.Length && (counts(lower[end]) || char.IsSurrogate(lower[end]) || (end > start && IsMark(lower[end]))))
            {
                end++;
            }

            if (end > start)
            {
                yield return lower[start..end];
            }
            else
            {
                end++;
            }
        }
    }

    private static bool IsMark(char letter) =>
        char.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
