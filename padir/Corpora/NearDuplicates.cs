namespace Gmlm.Padir.Corpora;

/// <summary>
/// Finds sentences near to a held-out one: Jaccard similarity of the word sets |a ∩ b| / |a ∪ b| at least a threshold t. Only
/// candidates are compared: with the words of every set in one order, rarest first, two sets with similarity t or more have a word in common among
/// the first |a| − ⌈t·|a|⌉ + 1 of each (prefix filter; Chaudhuri, Ganti and Kaushik 2006).
/// </summary>
public sealed class NearDuplicates
{
    /// <summary>The threshold of the splits that go by a corpus's name, in percent.</summary>
    public const int DefaultPercent = 60;

    private readonly int _percent;
    private readonly List<HashSet<string>> _sets;
    private readonly Dictionary<string, int> _frequency;
    private readonly Dictionary<string, List<int>> _byPrefixWord = new(StringComparer.Ordinal);

    /// <summary>An index of the held-out sentences.</summary>
    /// <param name="heldOut">The sentences to keep away from.</param>
    /// <param name="percent">The threshold t in percent, 1 to 100; whole, so that no rounding decides.</param>
    public NearDuplicates(IEnumerable<string> heldOut, int percent = DefaultPercent)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(percent, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(percent, 100);
        _percent = percent;
        _sets = [.. heldOut.Select(FoldedText.WordSet)];
        _frequency = _sets.SelectMany(words => words).CountBy(word => word).ToDictionary(StringComparer.Ordinal);
        for (var i = 0; i < _sets.Count; i++)
        {
            foreach (var word in Prefix(_sets[i]))
            {
                (_byPrefixWord.TryGetValue(word, out var list) ? list : _byPrefixWord[word] = []).Add(i);
            }
        }
    }

    /// <summary>Whether a held-out sentence is as near as the threshold.</summary>
    public bool Near(string sentence)
    {
        var words = FoldedText.WordSet(sentence);
        return Prefix(words).Where(_byPrefixWord.ContainsKey).SelectMany(word => _byPrefixWord[word]).Distinct().Any(candidate => Similar(words, _sets[candidate]));
    }

    /// <summary>The pairs of which neither side is near to the same side of a held-out pair.</summary>
    public static IReadOnlyList<SentencePair> Without(IReadOnlyList<SentencePair> pairs, IReadOnlyList<SentencePair> heldOut, int percent = DefaultPercent)
    {
        var sources = new NearDuplicates(heldOut.Select(pair => pair.Source), percent);
        var targets = new NearDuplicates(heldOut.Select(pair => pair.Target), percent);
        return [.. pairs.Where(pair => !sources.Near(pair.Source) && !targets.Near(pair.Target))];
    }

    private bool Similar(HashSet<string> a, HashSet<string> b)
    {
        var common = a.Count(b.Contains);
        return 100 * common >= _percent * (a.Count + b.Count - common);
    }

    private IEnumerable<string> Prefix(HashSet<string> words)
    {
        var needed = (_percent * words.Count + 99) / 100;
        return words.OrderBy(word => _frequency.GetValueOrDefault(word)).ThenBy(word => word, StringComparer.Ordinal).Take(words.Count - needed + 1);
    }
}
