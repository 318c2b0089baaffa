using System.Security.Cryptography;
using System.Text;

namespace Gmlm.Padir.Corpora;

/// <summary>
/// Splits a corpus in which one sentence has many translations. Pairs that share a source or a target are linked, and a group of linked
/// pairs goes into one split as a whole. Sentences are compared by <see cref="FoldedText.Fold"/>, so case, digits, punctuation and first
/// names do not count. Therefore no held-out sentence occurs in training, on either side, nor in the other held-out split. Groups are held
/// out in the order of SHA-256(seed, fold of the group's first source), which depends on nothing else; every pair is equally likely to be
/// held out.
/// </summary>
public static class GroupedSplit
{
    /// <summary>The least number of pairs in each held-out split; the last group may add a few more.</summary>
    public const int HeldOutPairs = 2500;

    /// <summary>The seed of the splits of named corpora.</summary>
    public const int DefaultSeed = 1;

    /// <summary>Tidies the pairs, drops those that fold to nothing or to a pair already seen, and splits the rest.</summary>
    /// <param name="pairs">All pairs of the corpus.</param>
    /// <param name="heldOutPairs">The least number of pairs for each of validation and test.</param>
    /// <param name="seed">Decides which groups are held out.</param>
    public static Splits Make(IEnumerable<SentencePair> pairs, int heldOutPairs = HeldOutPairs, int seed = DefaultSeed)
    {
        var kept = new List<Folded>();
        var known = new HashSet<(string, string)>();
        var (wordless, repeated) = (0, 0);
        foreach (var pair in pairs.Select(pair => new SentencePair(FoldedText.Tidy(pair.Source), FoldedText.Tidy(pair.Target))))
        {
            var folded = new Folded(pair, FoldedText.Fold(pair.Source), FoldedText.Fold(pair.Target));
            if (folded.Source == "" || folded.Target == "")
            {
                wordless++;
            }
            else if (!known.Add((folded.Source, folded.Target)))
            {
                repeated++;
            }
            else
            {
                kept.Add(folded);
            }
        }

        var groups = new DisjointSets(kept.Count);
        groups.Link(kept.Select(folded => folded.Source));
        groups.Link(kept.Select(folded => folded.Target));
        var split = Assign(kept, groups, heldOutPairs, seed);
        IReadOnlyList<SentencePair> Of(string name) =>
            [.. kept.Where((_, i) => split[groups.Root(i)] == name).Select(folded => folded.Pair)];
        return new Splits(
            Of("train"),
            Of("val"),
            Of("test"),
            [
                new Dropped("no words but first names", wordless),
                new Dropped("the same but for case, digits, punctuation and first names", repeated),
            ]);
    }

    private static Dictionary<int, string> Assign(List<Folded> kept, DisjointSets groups, int heldOutPairs, int seed)
    {
        var sizes = new Dictionary<int, int>();
        for (var i = 0; i < kept.Count; i++)
        {
            sizes[groups.Root(i)] = sizes.GetValueOrDefault(groups.Root(i)) + 1;
        }

        // A group's root is its first pair in the corpus.
        var order = sizes.Keys.Select(root => (root, Key: Key(seed, kept[root].Source)))
            .OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .ThenBy(entry => entry.root);
        var split = new Dictionary<int, string>();
        var (test, validation) = (0, 0);
        foreach (var (root, _) in order)
        {
            if (test < heldOutPairs)
            {
                split[root] = "test";
                test += sizes[root];
            }
            else if (validation < heldOutPairs)
            {
                split[root] = "val";
                validation += sizes[root];
            }
            else
            {
                split[root] = "train";
            }
        }

        return split;
    }

    private static string Key(int seed, string fold) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{seed}\n{fold}"))));

    private readonly record struct Folded(SentencePair Pair, string Source, string Target);
}

/// <summary>The three splits of a corpus, and the pairs that cleaning left out.</summary>
public sealed record Splits(
    IReadOnlyList<SentencePair> Train,
    IReadOnlyList<SentencePair> Validation,
    IReadOnlyList<SentencePair> Test,
    IReadOnlyList<Dropped> Dropped);
