namespace Gmlm.Padir.Decoding;

/// <summary>Candidates that are decoded together. The network is evaluated on those that are neither finished nor dropped.</summary>
/// <param name="all">The candidates, in the order of the results.</param>
/// <param name="keptCandidates"><see cref="DecodingOptions.KeptCandidates"/>.</param>
internal sealed class DecodingBatch(DecodingSequence[] all, int? keptCandidates)
{
    private DecodingSequence[] _all = all;
    private DecodingSequence[] _alive = all;
    private readonly Dictionary<int, int> _dropped = []; // by source
    private bool _begun;

    /// <summary>
    /// Decodes all batches to the end, one iteration of all of them at a time. Identical queries of several sequences are deduplicated.
    /// </summary>
    /// <param name="model">The model. It is never evaluated on more queries at once than the largest batch has sequences.</param>
    /// <param name="batches">Batches of candidates of the same sources.</param>
    public static void Run(IDecodingModel model, IReadOnlyList<DecodingBatch> batches)
    {
        var most = batches.Max(batch => batch._all.Length);
        for (var askers = Askers(batches); askers.Count > 0; askers = Askers(batches))
        {
            foreach (var together in askers.Chunk(most))
            {
                model.Logits(
                    [.. together.Select(asked => asked.Key)],
                    (logits, correctness) => Answer(together, model.VocabularySize, logits, correctness));
            }

            foreach (var batch in batches)
            {
                batch.EndIteration();
            }
        }
    }

    /// <summary>The candidates that were kept, as they are now.</summary>
    public IReadOnlyList<DecodedCandidate> Results() => [.. _all.Select(sequence => sequence.Result())];

    /// <summary>The number of candidates of a source that were dropped after the first iteration.</summary>
    public int Dropped(int source) => _dropped.GetValueOrDefault(source);

    // The distinct queries in order of first occurrence, each with the sequences that made it.
    private static OrderedDictionary<DecodingQuery, List<DecodingSequence>> Askers(IReadOnlyList<DecodingBatch> batches)
    {
        var askers = new OrderedDictionary<DecodingQuery, List<DecodingSequence>>(QueryComparer.Instance);
        foreach (var sequence in batches.SelectMany(batch => batch._alive))
        {
            var query = sequence.Query;
            if (!askers.TryGetValue(query, out var same))
            {
                askers.Add(query, same = []);
            }

            same.Add(sequence);
        }

        return askers;
    }

    private static void Answer(
        KeyValuePair<DecodingQuery,
        List<DecodingSequence>>[] together,
        int width,
        ReadOnlySpan<float> logits,
        ReadOnlySpan<float> correctness)
    {
        foreach (var (query, askers) in together)
        {
            var open = query.Positions.Count;
            var judged = correctness.IsEmpty ? [] : correctness[..open];
            foreach (var sequence in askers)
            {
                sequence.Advance(logits[..(open * width)], judged);
            }

            correctness = correctness[judged.Length..];
            logits = logits[(open * width)..];
        }
    }

    // After the first iteration only the best candidates of each source are kept, if the options limit them; of equal ones the first.
    private void EndIteration()
    {
        if (!_begun && keptCandidates is { } kept)
        {
            var best = _all.GroupBy(sequence => sequence.Source)
                .SelectMany(group => group.OrderByDescending(sequence => sequence.Score).Take(kept))
                .ToHashSet();
            foreach (var group in _all.Where(sequence => !best.Contains(sequence)).GroupBy(sequence => sequence.Source))
            {
                _dropped[group.Key] = group.Count();
            }

            _all = [.. _all.Where(best.Contains)];
        }

        _begun = true;
        _alive = [.. _all.Where(sequence => sequence.GoesOn)];
    }
}
