namespace Gmlm.Padir.Decoding;

/// <summary>Candidates that are decoded together. The model is asked about those that have not left.</summary>
/// <param name="all">In their order.</param>
/// <param name="options">Those of all.</param>
/// <param name="width">Logits of a position.</param>
internal sealed class DecodingBatch(DecodingSequence[] all, DecodingOptions options, int width)
{
    private readonly TokenSampler _sampler = new(options);
    private DecodingSequence[] _all = all;
    private DecodingSequence[] _alive = all;

    /// <summary>Whether the model is to be asked again.</summary>
    public bool GoesOn => _alive.Length > 0;

    /// <summary>What it is asked.</summary>
    public IReadOnlyList<DecodingQuery> Queries => [.. _alive.Select(sequence => sequence.Query)];

    /// <summary>One iteration, from what the model answered.</summary>
    public void Advance(ReadOnlySpan<float> logits, ReadOnlySpan<float> rightness)
    {
        var going = new List<DecodingSequence>();
        foreach (var sequence in _alive)
        {
            var count = sequence.Open * width;
            var judged = rightness.IsEmpty ? [] : rightness[..sequence.Open];
            rightness = rightness.IsEmpty ? [] : rightness[sequence.Open..];
            if (sequence.Advance(logits[..count], judged, _sampler))
            {
                going.Add(sequence);
            }

            logits = logits[count..];
        }

        _alive = [.. going];
    }

    /// <summary>Leaves but the best candidates of each source, where so many are to be kept; of equal ones the first.</summary>
    public void Keep()
    {
        if (options.KeptCandidates is { } kept)
        {
            var best = _all.GroupBy(sequence => sequence.Source).SelectMany(group => group.OrderByDescending(sequence => sequence.Score).Take(kept)).ToHashSet();
            _all = [.. _all.Where(best.Contains)];
            _alive = [.. _alive.Where(best.Contains)];
        }
    }

    /// <summary>What became of those kept.</summary>
    public IReadOnlyList<DecodedCandidate> Results() => [.. _all.Select(sequence => sequence.Result())];
}
