using System.Globalization;
using System.Text;
using Gmlm.Padir.ControlledPair;

namespace Gmlm.Padir.Tests.ControlledPair;

/// <summary>A source and its translations as text.</summary>
internal static class SourceDescription
{
    /// <summary>The source, then a line per translation, likeliest first: probability, length, words. Lines end in \n.</summary>
    public static string Of(ControlledGrammar grammar, ReadOnlySpan<int> source)
    {
        var text = new StringBuilder(grammar.Vocabulary.Decode(source)).Append('\n');
        foreach (var (tokens, probability) in grammar.Translations(source).Translations)
        {
            text.Append(
                CultureInfo.InvariantCulture, $"  {probability:0.0000}  {tokens.Count,2}  {grammar.Vocabulary.Decode([.. tokens])}\n");
        }

        return text.ToString();
    }
}
