using Gmlm.Padir.Randomness;

namespace Gmlm.Padir.Decoding;

/// <summary>
/// Decoding of all positions at once (Ghazvininejad et al. 2019; PaDIR): S times the model is asked for the logits of every position,
/// tokens are written, and the rejecter undoes some of them. The model is asked exactly S times, or fewer where every sequence has left the
/// batch before.
/// </summary>
public sealed class ParallelDecoder
{
    private readonly DecodingOptions _options;
    private readonly DecodingTokens _tokens;
    private readonly bool _isCanvas;

    /// <summary>A decoder.</summary>
    /// <param name="options">All choices.</param>
    /// <param name="tokens">The special ids.</param>
    /// <param name="isCanvas">Whether the positions are cells of a canvas, and the length of a candidate is the number of its
    /// cells.</param>
    /// <exception cref="DecodingException">An option is out of its range, or not for a canvas.</exception>
    public ParallelDecoder(DecodingOptions options, DecodingTokens tokens, bool isCanvas = false)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(tokens);
        (_options, _tokens, _isCanvas) = (isCanvas ? options.CheckedForCanvas() : options.Checked(), tokens, isCanvas);
    }

    /// <summary>Decodes a batch of candidates.</summary>
    /// <param name="model">What is asked for logits.</param>
    /// <param name="candidates">Sources and lengths; a source may come more than once.</param>
    /// <param name="random">Gives each candidate, in order, the seed of a generator of its own, so that no candidate changes what another
    /// draws.</param>
    /// <param name="trace">Whether to keep what changed when.</param>
    /// <returns>One per candidate that was kept (<see cref="DecodingOptions.KeptCandidates"/>), in their order.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A candidate has no words.</exception>
    public IReadOnlyList<DecodedCandidate> Decode(
        IDecodingModel model, IReadOnlyList<Candidate> candidates, Random random, bool trace = false)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(candidates);
        ArgumentNullException.ThrowIfNull(random);
        var batch = Begin(candidates, model.VocabularySize, InOrder(candidates, random), trace);
        DecodingBatch.Run(model, [batch]);
        return batch.Results();
    }

    /// <summary>
    /// Decodes each source with each of its lengths, and <see cref="DecodingOptions.ParallelDecodes"/> times each, in one batch.
    /// </summary>
    /// <param name="model">What is asked for logits.</param>
    /// <param name="lengths">For each source the lengths to try, as <see cref="LengthCandidates"/> gives them.</param>
    /// <param name="random">As in <see cref="Decode"/>.</param>
    /// <param name="trace">Whether to keep what changed when.</param>
    /// <exception cref="ArgumentException">A source has no length.</exception>
    public IReadOnlyList<DecodedSentence> Translate(
        IDecodingModel model, IReadOnlyList<IReadOnlyList<int>> lengths, Random random, bool trace = false)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(lengths);
        ArgumentNullException.ThrowIfNull(random);
        var batch = Begin(lengths, model.VocabularySize, candidates => InOrder(candidates, random), trace);
        DecodingBatch.Run(model, [batch]);
        return DecodedSentence.Of(batch.Results(), batch.Dropped);
    }

    /// <summary>The candidates of <see cref="Translate"/> before their first iteration, to be run beside those of other decoders.</summary>
    /// <param name="lengths">As in <see cref="Translate"/>.</param>
    /// <param name="vocabularySize">V.</param>
    /// <param name="streams">Gives each candidate its generator.</param>
    /// <param name="trace">Whether to keep what changed when.</param>
    internal DecodingBatch Begin(
        IReadOnlyList<IReadOnlyList<int>> lengths,
        int vocabularySize,
        Func<IReadOnlyList<Candidate>, IReadOnlyList<Random>> streams,
        bool trace)
    {
        var empty = lengths.ToList().FindIndex(tried => tried.Count == 0);
        if (empty >= 0)
        {
            throw new ArgumentException($"Source {empty} has no length to try.", nameof(lengths));
        }

        Candidate[] candidates =
        [
            .. lengths.SelectMany((tried, source) =>
                tried.SelectMany(length => Enumerable.Repeat(new Candidate(source, length), _options.ParallelDecodes))),
        ];
        return Begin(candidates, vocabularySize, streams(candidates), trace);
    }

    /// <summary>A stream for each of the candidates, from seeds drawn in their order.</summary>
    internal static IReadOnlyList<Random> InOrder(IReadOnlyList<Candidate> candidates, Random random) =>
        [.. candidates.Select(_ => new SplitMix64(random.NextInt64()))];

    private DecodingBatch Begin(IReadOnlyList<Candidate> candidates, int vocabularySize, IReadOnlyList<Random> streams, bool trace)
    {
        int? blank = _isCanvas ? _tokens.Blank : null;
        var sampler = new TokenSampler(_options, blank);
        var sequences = candidates.Zip(
            streams, (candidate, random) =>
                new DecodingSequence(candidate, _options, _tokens, vocabularySize, sampler, random, blank, trace));
        return new([.. sequences], _options.KeptCandidates);
    }
}
