namespace Gmlm.Padir.Decoding;

/// <summary>Candidates that are decoded together. The model is asked about those that have not left.</summary>
/// <param name="all">In their order.</param>
/// <param name="keptCandidates">See <see cref="DecodingOptions.KeptCandidates"/>.</param>
internal sealed class DecodingBatch(DecodingSequence[] all, int? keptCandidates)
{
    private DecodingSequence[] _all = all;
    private DecodingSequence[] _alive = all;
    private readonly Dictionary<int, int> _dropped = []; // by source
    private bool _begun;

    /// <summary>
    /// Decodes to the end, all batches an iteration at a time: what several sequences ask alike, the model is asked once.
    /// </summary>
    /// <param name="model">What is asked; never about more sequences at once than the largest batch has.</param>
    /// <param name="batches">Of the same sources.</param>
    public static void Run(IDecodingModel model, IReadOnlyList<DecodingBatch> batches)
    {
        var most = batches.Max(batch => batch._all.Length);
        for (var askers = Askers(batches); askers.Count > 0; askers = Askers(batches))
        {
            foreach (var together in askers.Chunk(most))
            {
                model.Logits(
                    [.. together.Select(asked => asked.Key)],
                    (logits, rightness) => Answer(together, model.VocabularySize, logits, rightness));
            }

            foreach (var batch in batches)
            {
                batch.EndIteration();
            }
        }
    }

    /// <summary>What became of those kept.</summary>
    public IReadOnlyList<DecodedCandidate> Results() => [.. _all.Select(sequence => sequence.Result())];

    /// <summary>How many candidates of a source left after the first iteration.</summary>
    public int Dropped(int source) => _dropped.GetValueOrDefault(source);

    // Every query once, in the order in which they come, with the sequences that ask it.
    private static OrderedDictionary<DecodingQuery, List<DecodingSequence>> Askers(IReadOnlyList<DecodingBatch> batches)
    {
        var askers = new OrderedDictionary<DecodingQuery, List<DecodingSequence>>(AlikeQueries.Comparer);
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
        ReadOnlySpan<float> rightness)
    {
        foreach (var (query, askers) in together)
        {
            var open = query.Positions.Count;
            var judged = rightness.IsEmpty ? [] : rightness[..open];
            foreach (var sequence in askers)
            {
                sequence.Advance(logits[..(open * width)], judged);
            }

            rightness = rightness[judged.Length..];
            logits = logits[(open * width)..];
        }
    }

    // After the first iteration all but the best candidates of each source leave, where so many are to be kept; of equal ones the first
    // stay.
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
