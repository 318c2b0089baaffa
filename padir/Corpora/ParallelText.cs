namespace Gmlm.Padir.Corpora;

/// <summary>One split of a corpus in one direction, in the order of its files.</summary>
/// <param name="Corpus">The corpus's name, or its folder.</param>
/// <param name="Split">The split's name in full.</param>
/// <param name="Direction">From which language into which.</param>
/// <param name="Pairs">The sentences.</param>
/// <param name="Dropped">What reading and cleaning left out, and why; empty where nothing was.</param>
public sealed record ParallelText(string Corpus, string Split, Direction Direction, IReadOnlyList<SentencePair> Pairs, IReadOnlyList<Dropped> Dropped)
{
    /// <summary>Each distinct source once, in order of first appearance, with all its translations.</summary>
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

    /// <summary>The same sentences in the other direction.</summary>
    public ParallelText Reverse() => this with { Direction = Direction.Reverse(), Pairs = [.. Pairs.Select(pair => pair.Reverse())] };
}

/// <summary>Pairs left out for one reason.</summary>
public sealed record Dropped(string Reason, int Count);
