using Gmlm.Padir.Configuration;

namespace Gmlm.Padir.Decoding;

/// <summary>
/// k-Gibbs refinement of decoded candidates. Each step hides a set H of k positions and draws its words given the rest: jointly,
/// p(x_H | x_−H) = ∏_j p(x_{h_j} | x_−H, x_{h_1} … x_{h_{j−1}}), a run of the model for every factor; or independently, from ∏_j p(x_{h_j}
/// | x_−H), in one run, as a parallel iteration does. With exact conditionals and H chosen uniformly the joint draw leaves p as it is
/// (Gibbs sampling); the independent one does not where the words of H depend on one another. On a canvas a step hides k words, and the
/// cells between them and their neighbours.
/// </summary>
public sealed class KGibbsRefiner
{
    private readonly KGibbsOptions _options;
    private readonly DecodingTokens _tokens;
    private readonly int? _blank; // on a canvas

    /// <summary>A refiner.</summary>
    /// <param name="options">All choices.</param>
    /// <param name="tokens">The special ids.</param>
    /// <param name="isCanvas">Whether the candidates' tokens are cells of a canvas.</param>
    /// <exception cref="DecodingException">An option is out of its range.</exception>
    public KGibbsRefiner(KGibbsOptions options, DecodingTokens tokens, bool isCanvas = false)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(tokens);
        (_options, _tokens, _blank) = (options.Checked(), tokens, isCanvas ? tokens.Blank : null);
    }

    /// <summary>Refines a batch of candidates.</summary>
    /// <param name="model">What is asked for logits: once a step, or at a joint draw k times.</param>
    /// <param name="candidates">As the decoding loop gives them, for the same model; they stay as they are.</param>
    /// <param name="random">Gives each candidate, in order, the seed of a generator of its own, so that no candidate changes what another
    /// draws.</param>
    /// <param name="trace">Whether to keep what changed when: a line a run, after those of the candidate's own trace if it has one.</param>
    /// <returns>
    /// One per candidate, in their order. A word's log-probability is ln p of its last draw, given what was visible then; the runs add to
    /// the iterations.
    /// </returns>
    /// <exception cref="ArgumentException">A candidate has no words.</exception>
    /// <exception cref="DecodingException">There are more positions than masks.</exception>
    public IReadOnlyList<DecodedCandidate> Refine(
        IDecodingModel model, IReadOnlyList<DecodedCandidate> candidates, Random random, bool trace = false)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(candidates);
        ArgumentNullException.ThrowIfNull(random);
        return Refine(model, candidates, tried => ParallelDecoder.InOrder(tried, random), trace);
    }

    /// <summary>The same with a generator for each candidate from <paramref name="streams"/>.</summary>
    internal IReadOnlyList<DecodedCandidate> Refine(
        IDecodingModel model,
        IReadOnlyList<DecodedCandidate> candidates,
        Func<IReadOnlyList<Candidate>, IReadOnlyList<Random>> streams,
        bool trace)
    {
        Check(candidates);
        var sampler = new TokenSampler(new DecodingOptions { Temperature = _options.Temperature, BlankBias = _options.BlankBias }, _blank);
        var randoms = streams([.. candidates.Select(candidate => new Candidate(candidate.Source, candidate.Tokens.Count))]);
        KGibbsSequence[] all =
        [
            .. candidates.Zip(randoms, (candidate, random) => new KGibbsSequence(candidate, _options, _tokens, random, _blank, trace)),
        ];
        for (var step = 0; step < _options.Steps && all.Length > 0; step++)
        {
            Array.ForEach(all, sequence => sequence.Hide());
            for (var open = all; open.Length > 0; open = [.. open.Where(sequence => sequence.IsOpen)])
            {
                Run(model, open, sampler);
            }
        }

        return [.. all.Select(sequence => sequence.Result())];
    }

    private static void Run(IDecodingModel model, KGibbsSequence[] open, TokenSampler sampler) =>
        model.Logits([.. open.Select(sequence => sequence.Query)], (logits, _) =>
        {
            foreach (var sequence in open)
            {
                var count = sequence.Rows * model.VocabularySize;
                sequence.Draw(logits[..count], sampler);
                logits = logits[count..];
            }
        });

    private void Check(IReadOnlyList<DecodedCandidate> candidates)
    {
        if (candidates.Any(candidate => candidate.Tokens.Count == 0))
        {
            throw new ArgumentException("A candidate has no words to refine.", nameof(candidates));
        }

        if (
            _options.Input == InputScheme.MaskRange
                && candidates.FirstOrDefault(candidate => candidate.Tokens.Count > _tokens.MaskRange) is { } longer)
        {
            throw new DecodingException(
                $"Input is MaskRange and there are {_tokens.MaskRange} masks; a target of {longer.Tokens.Count} tokens needs more");
        }
    }
}
