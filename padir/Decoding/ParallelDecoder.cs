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
    public IReadOnlyList<DecodedCandidate> Decode(IDecodingModel model, IReadOnlyList<Candidate> candidates, Random random, bool trace = false) =>
        Decode(model, candidates, random, [_options.Iterations], trace)[0];

    // Once for each number of iterations. The first iteration is the same for all, and asked once.
    private IReadOnlyList<DecodedCandidate>[] Decode(IDecodingModel model, IReadOnlyList<Candidate> candidates, Random random, IReadOnlyList<int> iterations, bool trace)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(candidates);
        ArgumentNullException.ThrowIfNull(random);
        if (candidates.Count == 0 || iterations.Count == 0)
        {
            return [.. iterations.Select(_ => Array.Empty<DecodedCandidate>())];
        }

        long[] seeds = [.. candidates.Select(_ => random.NextInt64())];
        DecodingBatch[] batches =
        [
            .. iterations.Select(count => (_options with { Iterations = count }).Checked()).Select(options => new DecodingBatch(
                [.. candidates.Zip(seeds, (candidate, seed) => new DecodingSequence(candidate, options, _tokens, model.VocabularySize, new CandidateRandom(seed), trace))], options, model.VocabularySize)),
        ];
        model.Logits(batches[0].Queries, (logits, rightness) =>
        {
            foreach (var batch in batches)
            {
                batch.Advance(logits, rightness);
            }
        });
        foreach (var batch in batches)
        {
            batch.Keep();
            while (batch.GoesOn)
            {
                model.Logits(batch.Queries, batch.Advance);
            }
        }

        return [.. batches.Select(batch => batch.Results())];
    }

    /// <summary>Decodes each source with each of its lengths, and <see cref="DecodingOptions.ParallelDecodes"/> times each, in one batch.</summary>
    /// <param name="model">What is asked for logits.</param>
    /// <param name="lengths">For each source the lengths to try, as <see cref="LengthCandidates"/> gives them.</param>
    /// <param name="random">As in <see cref="Decode"/>.</param>
    /// <param name="trace">Whether to keep what changed when.</param>
    /// <exception cref="ArgumentException">A source has no length.</exception>
    public IReadOnlyList<DecodedSentence> Translate(IDecodingModel model, IReadOnlyList<IReadOnlyList<int>> lengths, Random random, bool trace = false) =>
        Translate(model, lengths, random, [_options.Iterations], trace)[0];

    /// <summary>The same for several numbers of iterations, in place of the options' own. What each gives does not depend on the others; the first iteration, which is the same for all, is asked once.</summary>
    /// <param name="model">What is asked for logits.</param>
    /// <param name="lengths">As above.</param>
    /// <param name="random">As in <see cref="Decode"/>.</param>
    /// <param name="iterations">Each at least 1.</param>
    /// <param name="trace">Whether to keep what changed when.</param>
    /// <returns>For each number of iterations, in their order, one per source.</returns>
    /// <exception cref="ArgumentException">A source has no length.</exception>
    /// <exception cref="DecodingException">A number of iterations is less than 1.</exception>
    public IReadOnlyList<DecodedSentence>[] Translate(IDecodingModel model, IReadOnlyList<IReadOnlyList<int>> lengths, Random random, IReadOnlyList<int> iterations, bool trace = false)
    {
        ArgumentNullException.ThrowIfNull(iterations);
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
        return [.. Decode(model, candidates, random, iterations, trace).Select(decoded => (IReadOnlyList<DecodedSentence>)[.. decoded.GroupBy(item => item.Source).Select(group => new DecodedSentence(group.MaxBy(item => item.Score)!, [.. group]))])];
    }
}
