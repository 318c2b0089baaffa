namespace Gmlm.Padir.Decoding;

/// <summary>
/// Decoding of all positions at once (Ghazvininejad et al. 2019; PaDIR): S times the model is asked for the logits of every position, tokens are written, and
/// the rejecter undoes some of them. The model is asked exactly S times, or fewer where every sequence has left the batch before.
/// </summary>
public sealed class ParallelDecoder
{
    private readonly DecodingOptions _options;
    private readonly DecodingTokens _tokens;

    /// <summary>A decoder.</summary>
    /// <exception cref="DecodingException">An option is out of its range.</exception>
    public ParallelDecoder(DecodingOptions options, DecodingTokens tokens)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(tokens);
        (_options, _tokens) = (options.Checked(), tokens);
    }

    /// <summary>Decodes a batch of candidates.</summary>
    /// <param name="model">What is asked for logits.</param>
    /// <param name="candidates">Sources and lengths; a source may come more than once.</param>
    /// <param name="random">Gives each candidate, in order, the seed of a generator of its own, so that no candidate changes what another draws.</param>
    /// <param name="trace">Whether to keep what changed when.</param>
    /// <returns>One per candidate that was kept (<see cref="DecodingOptions.KeptCandidates"/>), in their order.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A candidate has no words.</exception>
    public IReadOnlyList<DecodedCandidate> Decode(IDecodingModel model, IReadOnlyList<Candidate> candidates, Random random, bool trace = false)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(candidates);
        ArgumentNullException.ThrowIfNull(random);
        var sampler = new TokenSampler(_options);
        DecodingSequence[] all = [.. candidates.Select(item => new DecodingSequence(item, _options, _tokens, model.VocabularySize, new CandidateRandom(random.NextInt64()), trace))];
        var alive = all;
        for (var iteration = 0; iteration < _options.Iterations && alive.Length > 0; iteration++)
        {
            var going = new List<DecodingSequence>();
            var batch = alive;
            model.Logits([.. batch.Select(sequence => sequence.Query)], (logits, rightness) =>
            {
                foreach (var sequence in batch)
                {
                    var count = sequence.Open * model.VocabularySize;
                    var judged = rightness.IsEmpty ? [] : rightness[..sequence.Open];
                    rightness = rightness.IsEmpty ? [] : rightness[sequence.Open..];
                    if (sequence.Advance(logits[..count], judged, sampler))
                    {
                        going.Add(sequence);
                    }

                    logits = logits[count..];
                }
            });
            alive = [.. going];
            if (iteration == 0 && _options.KeptCandidates is { } kept)
            {
                all = Best(all, kept);
                alive = [.. alive.Where(all.Contains)];
            }
        }

        return [.. all.Select(sequence => sequence.Result())];
    }

    // The best of each source, in their order; of equal ones the first.
    private static DecodingSequence[] Best(DecodingSequence[] all, int kept)
    {
        var best = all.GroupBy(sequence => sequence.Source).SelectMany(group => group.OrderByDescending(sequence => sequence.Score).Take(kept)).ToHashSet();
        return [.. all.Where(best.Contains)];
    }

    /// <summary>Decodes each source with each of its lengths, and <see cref="DecodingOptions.ParallelDecodes"/> times each, in one batch.</summary>
    /// <param name="model">What is asked for logits.</param>
    /// <param name="lengths">For each source the lengths to try, as <see cref="LengthCandidates"/> gives them.</param>
    /// <param name="random">As in <see cref="Decode"/>.</param>
    /// <param name="trace">Whether to keep what changed when.</param>
    /// <exception cref="ArgumentException">A source has no length.</exception>
    public IReadOnlyList<DecodedSentence> Translate(IDecodingModel model, IReadOnlyList<IReadOnlyList<int>> lengths, Random random, bool trace = false)
    {
        ArgumentNullException.ThrowIfNull(lengths);
        var empty = lengths.ToList().FindIndex(tried => tried.Count == 0);
        if (empty >= 0)
        {
            throw new ArgumentException($"Source {empty} has no length to try.", nameof(lengths));
        }

        Candidate[] candidates =
        [
            .. lengths.SelectMany((tried, source) => tried.SelectMany(length => Enumerable.Repeat(new Candidate(source, length), _options.ParallelDecodes))),
        ];
        return [.. Decode(model, candidates, random, trace).GroupBy(item => item.Source).Select(group => new DecodedSentence(group.MaxBy(item => item.Score)!, [.. group]))];
    }
}
