namespace Gmlm.Padir.Corpora;

/// <summary>
/// Finds sentences near to a held-out one: the Jaccard similarity of their word sets, |a ∩ b| / |a ∪ b|, is at least a threshold t. Only
/// candidates are compared. If the words of every set are sorted by one order, rarest first, two sets with similarity t or more share a
/// word among the first |a| − ⌈t·|a|⌉ + 1 words of each (prefix filter; Chaudhuri, Ganti and Kaushik 2006).
/// </summary>
public sealed class NearDuplicates
{
    /// <summary>The threshold for named corpora, in percent.</summary>
    public const int DefaultPercent = 60;

    private readonly int _percent;

    // The rank of each word by its frequency in the held-out sentences, the rarest word first.
    private readonly Dictionary<string, int> _rank;
    private readonly int[][] _sets; // ranks, ascending
    private readonly Dictionary<int, List<int>> _byPrefixRank = [];

    /// <summary>Indexes the held-out sentences.</summary>
    /// <param name="heldOut">The sentences to compare with.</param>
    /// <param name="percent">The threshold t in percent, 1 to 100. It is an integer so that the comparison is exact.</param>
    public NearDuplicates(IEnumerable<string> heldOut, int percent = DefaultPercent)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(percent, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(percent, 100);
        _percent = percent;
        HashSet<string>[] sets = [.. heldOut.Select(FoldedText.WordSet)];
        var byFrequency = sets.SelectMany(words => words)
            .CountBy(word => word)
            .OrderBy(entry => entry.Value)
            .ThenBy(entry => entry.Key, StringComparer.Ordinal);
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

    /// <summary>Whether the similarity to some held-out sentence reaches the threshold.</summary>
    public bool Near(string sentence)
    {
        var words = FoldedText.WordSet(sentence);
        var ranks = Ranks(words);

        // Words that occur in no held-out sentence are the rarest, so they take the first places of the prefix.
        var known = PrefixLength(words.Count) - (words.Count - ranks.Length);
        return ranks.Take(known)
            .Where(_byPrefixRank.ContainsKey)
            .SelectMany(rank => _byPrefixRank[rank])
            .Any(i => Similar(words.Count, ranks, _sets[i]));
    }

    /// <summary>The pairs of which neither side is near to the same side of a held-out pair.</summary>
    public static IReadOnlyList<SentencePair> Without(
        IReadOnlyList<SentencePair> pairs, IReadOnlyList<SentencePair> heldOut, int percent = DefaultPercent)
    {
        var sources = new NearDuplicates(heldOut.Select(pair => pair.Source), percent);
        var targets = new NearDuplicates(heldOut.Select(pair => pair.Target), percent);
        return [.. pairs.Where(pair => !sources.Near(pair.Source) && !targets.Near(pair.Target))];
    }

    // Whether the similarity of two sets reaches the threshold. The first set has a.Length words with a rank among its number of words.
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
