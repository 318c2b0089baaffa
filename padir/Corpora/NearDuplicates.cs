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

    // A word's rank among those of the held-out sentences, the rarest first.
    private readonly Dictionary<string, int> _rank;
    private readonly int[][] _sets; // ranks, ascending
    private readonly Dictionary<int, List<int>> _byPrefixRank = [];

    /// <summary>An index of the held-out sentences.</summary>
    /// <param name="heldOut">The sentences to keep away from.</param>
    /// <param name="percent">The threshold t in percent, 1 to 100; whole, so that no rounding decides.</param>
    public NearDuplicates(IEnumerable<string> heldOut, int percent = DefaultPercent)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(percent, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(percent, 100);
        _percent = percent;
        HashSet<string>[] sets = [.. heldOut.Select(FoldedText.WordSet)];
        var byFrequency = sets.SelectMany(words => words).CountBy(word => word).OrderBy(entry => entry.Value).ThenBy(entry => entry.Key, StringComparer.Ordinal);
        _rank = byFrequency.Select((entry, rank) => (entry.Key, rank)).ToDictionary(StringComparer.Ordinal);
        _sets = [.. sets.Select(Ranks)];
        for (var i = 0; i < _sets.Length; i++)
        {
            foreach (var rank in _sets[i].Take(PrefixLength(_sets[i].Length)))
            {
                (_byPrefixRank.TryGetValue(rank, out var list) ? list : _byPrefixRank[rank] = []).Add(i);
            }
        }
    }

    /// <summary>Whether a held-out sentence is as near as the threshold.</summary>
    public bool Near(string sentence)
    {
        var words = FoldedText.WordSet(sentence);
        var ranks = Ranks(words);

        // Words that no held-out sentence has are the rarest, so they stand first in the prefix.
        var known = PrefixLength(words.Count) - (words.Count - ranks.Length);
        return ranks.Take(known).Where(_byPrefixRank.ContainsKey).SelectMany(rank => _byPrefixRank[rank]).Any(i => Similar(words.Count, ranks, _sets[i]));
    }

    /// <summary>The pairs of which neither side is near to the same side of a held-out pair.</summary>
    public static IReadOnlyList<SentencePair> Without(IReadOnlyList<SentencePair> pairs, IReadOnlyList<SentencePair> heldOut, int percent = DefaultPercent)
    {
        var sources = new NearDuplicates(heldOut.Select(pair => pair.Source), percent);
        var targets = new NearDuplicates(heldOut.Select(pair => pair.Target), percent);
        return [.. pairs.Where(pair => !sources.Near(pair.Source) && !targets.Near(pair.Target))];
    }

    // Of two sets, the first with words that are in no held-out sentence beside its ranks: whether their similarity reaches the threshold.
    private bool Similar(int words, int[] a, int[] b)
    {
        bool Reaches(int shared) => 100 * shared >= _percent * (words + b.Length - shared);
        if (!Reaches(Math.Min(a.Length, b.Length)))
        {
            return false;
        }

        var common = 0;
        for (var (i, j) = (0, 0); i < a.Length && j < b.Length;)
        {
            (common, i, j) = a[i] == b[j] ? (common + 1, i + 1, j + 1) : a[i] < b[j] ? (common, i + 1, j) : (common, i, j + 1);
        }

        return Reaches(common);
    }

    private int[] Ranks(HashSet<string> words) => [.. words.Where(_rank.ContainsKey).Select(word => _rank[word]).Order()];

    private int PrefixLength(int words) => words - (((_percent * words) + 99) / 100) + 1;
}
