using Gmlm.Padir.Randomness;

namespace Gmlm.Padir.Decoding;

/// <summary>
/// Parallel decoding (Ghazvininejad et al. 2019; PaDIR). Each of S iterations evaluates the network once, writes tokens at many positions,
/// and remasks the tokens that the rejecter rejects. Fewer iterations are made if all sequences are finished before.
/// </summary>
public sealed class ParallelDecoder
{
    private readonly DecodingOptions _options;
    private readonly DecodingTokens _tokens;
    private readonly bool _isCanvas;

    /// <summary>Makes a decoder.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="tokens">The special ids.</param>
    /// <param name="isCanvas">Whether the positions are cells of a canvas; the length of a candidate is then its number of cells.</param>
    /// <exception cref="DecodingException">An option is out of its range, or not allowed on a canvas.</exception>
    public ParallelDecoder(DecodingOptions options, DecodingTokens tokens, bool isCanvas = false)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(tokens);
        (_options, _tokens, _isCanvas) = (isCanvas ? options.CheckedForCanvas() : options.Checked(), tokens, isCanvas);
    }

    /// <summary>Decodes a batch of candidates.</summary>
    /// <param name="model">The model, which is evaluated once an iteration.</param>
    /// <param name="candidates">Sources and lengths; a source may occur more than once.</param>
    /// <param name="random">
    /// Draws a seed for each candidate, in order. Each candidate has its own generator, so that its draws do not depend on the others.
    /// </param>
    /// <param name="trace">Whether to keep what changed when.</param>
    /// <returns>The candidates that were kept (<see cref="DecodingOptions.KeptCandidates"/>), in order.</returns>
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
    /// Decodes each source in one batch, with <see cref="DecodingOptions.ParallelDecodes"/> candidates of each of its lengths.
    /// </summary>
    /// <param name="model">The model, which is evaluated once an iteration.</param>
    /// <param name="lengths">The candidate lengths of each source, from <see cref="LengthCandidates"/>.</param>
    /// <param name="random">As in <see cref="Decode"/>.</param>
    /// <param name="trace">Whether to keep what changed when.</param>
    /// <exception cref="ArgumentException">A source has no candidate length.</exception>
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

    /// <summary>
    /// Returns the candidates of <see cref="Translate"/> before their first iteration, to be decoded together with those of other decoders.
    /// </summary>
    /// <param name="lengths">As in <see cref="Translate"/>.</param>
    /// <param name="vocabularySize">V.</param>
    /// <param name="streams">Returns a generator for each candidate.</param>
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
            throw new ArgumentException($"Source {empty} has no candidate length.", nameof(lengths));
        }

        Candidate[] candidates =
        [
            .. lengths.SelectMany((tried, source) =>
                tried.SelectMany(length => Enumerable.Repeat(new Candidate(source, length), _options.ParallelDecodes))),
        ];
        return Begin(candidates, vocabularySize, streams(candidates), trace);
    }

    /// <summary>Returns a stream for each candidate, from seeds drawn in order.</summary>
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
