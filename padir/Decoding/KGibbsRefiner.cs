using Gmlm.Padir.Configuration;

namespace Gmlm.Padir.Decoding;

/// <summary>
/// k-Gibbs refinement of decoded candidates. Each step hides a set H of k positions and draws its words given the others. A joint draw from
/// p(x_H | x_−H) = ∏_j p(x_{h_j} | x_−H, x_{h_1} … x_{h_{j−1}}) needs one network evaluation for each factor; an independent draw from ∏_j
/// p(x_{h_j} | x_−H) needs one in all, as a parallel iteration does. With exact conditionals and uniform H, p is stationary under the joint
/// draw (Gibbs sampling), and under the independent draw only if the words of H are conditionally independent. On a canvas a step hides k
/// words and the cells between them and their neighbours.
/// </summary>
public sealed class KGibbsRefiner
{
    private readonly KGibbsOptions _options;
    private readonly DecodingTokens _tokens;
    private readonly int? _blank; // null without a canvas

    /// <summary>Makes a refiner.</summary>
    /// <param name="options">The settings.</param>
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
    /// <param name="model">The model, which is evaluated once a step, or k times with joint draws.</param>
    /// <param name="candidates">Candidates from the decoding loop with the same model. They are not changed.</param>
    /// <param name="random">
    /// Draws a seed for each candidate, in order. Each candidate has its own generator, so that its draws do not depend on the others.
    /// </param>
    /// <param name="trace">
    /// Whether to keep a trace, with one line for each network evaluation, after the lines of the candidate's own trace.
    /// </param>
    /// <returns>
    /// The refined candidates, in order. A word's log-probability is ln p of its last draw given the words visible at that time. The
    /// network evaluations are added to the iterations.
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

    /// <summary>Refines a batch of candidates with a generator for each from <paramref name="streams"/>.</summary>
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
