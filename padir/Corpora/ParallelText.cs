namespace Gmlm.Padir.Corpora;

/// <summary>One split of a corpus in one direction, in the order of its files.</summary>
/// <param name="Corpus">The corpus's name, or its folder.</param>
/// <param name="Split">The full name of the split.</param>
/// <param name="Direction">The translation direction.</param>
/// <param name="Pairs">The sentence pairs.</param>
/// <param name="Dropped">How many pairs reading and cleaning left out, by reason; empty if none.</param>
public sealed record ParallelText(
    string Corpus, string Split, Direction Direction, IReadOnlyList<SentencePair> Pairs, IReadOnlyList<Dropped> Dropped)
{
    /// <summary>The distinct sources in order of first appearance, each with all its translations.</summary>
    public IReadOnlyList<(string Source, IReadOnlyList<string> Targets)> BySource()
    {
        var order = new List<(string, IReadOnlyList<string>)>();
        var known = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var (source, target) in Pairs)
        {
            if (!known.TryGetValue(source, out var targets))
            {
                known[source] = targets = [];
                order.Add((source, targets));
            }

            targets.Add(target);
        }

        return order;
    }

    /// <summary>The same pairs in the opposite direction.</summary>
    public ParallelText Reverse() => this with { Direction = Direction.Reverse(), Pairs = [.. Pairs.Select(pair => pair.Reverse())] };
}

/// <summary>The number of pairs left out for one reason.</summary>
public sealed record Dropped(string Reason, int Count);
