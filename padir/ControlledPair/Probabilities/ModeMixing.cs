using System.Numerics;

namespace Gmlm.Padir.ControlledPair;

/// <summary>
/// The shares of valid, mode-mixing and other outputs on the controlled pair, which sum to 1. They are exact, since all valid translations
/// are known.
/// </summary>
/// <param name="Valid">The share of valid translations.</param>
/// <param name="TwoModes">
/// The share of outputs that mix two modes: every word is at its position in one of two valid translations of the output's length.
/// </param>
/// <param name="MoreModes">The share of outputs that mix three or more modes, and no two.</param>
/// <param name="Other">
/// The share of all other errors: a length that no valid translation has, or a word that none has at its position.
/// </param>
public sealed record ModeMixing(double Valid, double TwoModes, double MoreModes, double Other)
{
    /// <summary>The share of outputs that mix modes.</summary>
    public double Mixed => TwoModes + MoreModes;

    /// <summary>Classifies every output. An output of a wrong length counts as another error.</summary>
    /// <param name="grammar">The pair.</param>
    /// <param name="sources">Token ids, without end of sentence.</param>
    /// <param name="outputs">One per source, token ids without end of sentence and padding.</param>
    /// <exception cref="ArgumentException">
    /// There are no sources, the numbers of sources and outputs differ, or a source is not one of the grammar.
    /// </exception>
    public static ModeMixing Measure(ControlledGrammar grammar, IReadOnlyList<int[]> sources, IReadOnlyList<IReadOnlyList<int>> outputs)
    {
        ArgumentNullException.ThrowIfNull(grammar);
        if (sources.Count == 0 || sources.Count != outputs.Count)
        {
            throw new ArgumentException($"{outputs.Count} outputs do not go with {sources.Count} sources", nameof(outputs));
        }

        int?[] modes = [.. sources.Zip(outputs, (source, output) => Modes(grammar.Translations(source, output.Count), output))];
        double Share(Func<int?, bool> kind) => (double)modes.Count(kind) / modes.Length;
        return new ModeMixing(
            Share(count => count == 1), Share(count => count == 2), Share(count => count > 2), Share(count => count is null));
    }

    /// <summary>
    /// The smallest number of valid translations that together have every word of an output at its position: 1 for a valid output, null if
    /// no set of translations has them.
    /// </summary>
    /// <param name="translations">The valid translations of the output's length, null for none; at most 32 words.</param>
    /// <param name="output">Token ids.</param>
    public static int? Modes(FixedLengthTranslations? translations, IReadOnlyList<int> output)
    {
        // Sets a bit for each position at which translation and output have the same word.
        uint Agreement(Translation item) =>
            Enumerable.Range(0, output.Count).Aggregate(0u, (bits, i) => bits | (item.Tokens[i] == output[i] ? 1u << i : 0));
        var single = Largest(translations?.Translations.Select(Agreement) ?? []);
        var whole = output.Count == 0 ? 0 : uint.MaxValue >> (32 - output.Count);
        if (single.Aggregate(0u, (union, bits) => union | bits) != whole || single.Count == 0)
        {
            return null;
        }

        var count = 1;
        for (var covered = single; !covered.Contains(whole); count++)
        {
            covered = Largest(covered.SelectMany(_ => single, (bits, more) => bits | more));
        }

        return count;
    }

    // Removes the sets that are subsets of another set.
    private static List<uint> Largest(IEnumerable<uint> sets)
    {
        var kept = new List<uint>();
        foreach (var set in sets.Distinct().OrderByDescending(BitOperations.PopCount))
        {
            if (!kept.Exists(other => (other & set) == set))
            {
                kept.Add(set);
            }
        }

        return kept;
    }
}
