using System.Globalization;
using System.Text;

namespace Gmlm.Padir.ControlledPair;

/// <summary>A source and its translations as text, for people.</summary>
public static class SourceDescription
{
    /// <summary>The source, then a line per translation, likeliest first: probability, length, words. Lines end in \n.</summary>
    /// <param name="grammar">The language pair.</param>
    /// <param name="source">Token ids, without end of sentence.</param>
    /// <exception cref="ArgumentException">Not a source of the grammar.</exception>
    public static string Of(ControlledGrammar grammar, ReadOnlySpan<int> source)
    {
        ArgumentNullException.ThrowIfNull(grammar);
        var text = new StringBuilder(grammar.Vocabulary.Decode(source)).Append('\n');
        foreach (var (tokens, probability) in grammar.Translations(source).Translations)
        {
            text.Append(
                CultureInfo.InvariantCulture, $"  {probability:0.0000}  {tokens.Count,2}  {grammar.Vocabulary.Decode([.. tokens])}\n");
        }

        return text.ToString();
    }
}
