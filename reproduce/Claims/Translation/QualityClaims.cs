using Gmlm.Padir.Metrics;
using Gmlm.Padir.Randomness;

namespace Gmlm.Reproduce.Claims.Translation;

/// <summary>The claims of the table of quality by steps, for one corpus and direction.</summary>
/// <param name="name">The end of the claims' ids, for example en-de.</param>
/// <param name="where">The end of the claims' titles, for example en→de.</param>
/// <param name="letter">The letter of the claims in the report's order.</param>
/// <param name="least">
/// The lower bound on the BLEU of greedy autoregressive decoding on Multi30k; null if no bound is known and nothing is
/// claimed of the baseline.
/// </param>
/// <param name="longer">Whether the model that is compared with the baseline was trained for as many updates again.</param>
internal sealed class QualityClaims(string name, string where, string letter, double? least, bool longer = false)
{
    private const double Significant = 0.05;

    private static readonly (int Steps, double Points)[] Behind = [(4, 2), (10, 1)];

    /// <summary>The claim that the baseline translates well.</summary>
    public Claim Baseline { get; } = new(
        $"ar-quality-{name}",
        $"T11{letter}",
        $"The autoregressive baseline translates well, {where}",
        Origin.Beyond,
        "our baseline; a published Transformer of this size has about 41 BLEU on lower-cased, tokenised text en→de",
        $"Greedy autoregressive decoding has at least {Format.Fixed(least ?? 0, 1)} BLEU on the whole of test\\_2016\\_flickr, {where}.",
        "sacreBLEU's BLEU, 13a, mixed case, one reference, by our own implementation. The margin is in BLEU; the first sentences alone, in "
        + "the smoke profile, are allowed two standard errors more.",
        "The same translations, each against the next sentence's reference.");

    /// <summary>The claim that parallel decoding comes close to the baseline.</summary>
    public Claim Close { get; } = new(
        $"padir-close-{name}",
        $"T12{letter}",
        $"In a few iterations PaDIR comes near the autoregressive baseline, {where}",
        Origin.Reconstructed,
        "the paper's translation experiments; our bounds",
        $"PaDIR trained on distilled targets{(longer ? ", and then for as long again on the teacher's translations by beam," : "")} is at "
        + "most "
        + string.Join(
            " and ",
            Behind.Select(bound =>
                $"{Format.Fixed(bound.Points, 1)} BLEU behind greedy autoregressive decoding in {bound.Steps} iterations"))
        + ".",
        "Differences of BLEU on the same sentences; the margin is in BLEU. The first sentences alone, in the smoke profile, are allowed "
        + "two standard errors of the difference more.",
        "The same comparison with PaDIR trained on raw targets, in 1 iteration.");

    /// <summary>The claim that few iterations need distillation.</summary>
    public Claim Distilled { get; } = new(
        $"distillation-helps-{name}",
        $"T13{letter}",
        $"Raw targets cost quality in one iteration, {where}",
        Origin.Reconstructed,
        "the paper's use of distilled data; our wording",
        "In one iteration PaDIR trained on raw targets is worse than the same model trained on "
        + "distilled targets, by more than chance: $p < 0.05$.",
        "BLEU on the same sentences; $p$ from the paired bootstrap, 1,000 resamples of sentences. The margin is $0.05 - p$; a difference "
        + "of the other sign counts as $p = 1$.",
        "The distilled model compared with itself.");

    /// <summary>All claims.</summary>
    public IReadOnlyList<Claim> All => least is null ? [Close, Distilled] : [Baseline, Close, Distilled];

    /// <summary>Decides the first claim.</summary>
    /// <param name="greedy">The baseline.</param>
    /// <param name="slack">The tolerance for a part of the test set; 0 for the whole.</param>
    public ClaimVerdict JudgeBaseline(SystemOutput greedy, double slack)
    {
        var shifted = greedy.References.Skip(1).Append(greedy.References[0]).ToArray();
        return ClaimVerdict.Of(Baseline.Id, Compare(greedy.Bleu), Compare(new Bleu().Evaluate(greedy.Texts, shifted)));

        Outcome Compare(CorpusStatistics statistics) => MarginLedger.Of(
            slack,
            slack == 0 ? "none: the score is of these sentences" : "two standard errors of the score",
            (statistics.Score() - (least ?? 0), $"BLEU {Format.Fixed(statistics.Score(), 1)}"));
    }

    /// <summary>Decides the second claim.</summary>
    /// <param name="distilled">The systems of PaDIR on distilled targets, trained longest, by iterations.</param>
    /// <param name="raw">PaDIR on raw targets in 1 iteration.</param>
    /// <param name="toGreedy">The comparison of a system with the baseline.</param>
    /// <param name="whole">Whether the systems translated more than the first sentences of the test set.</param>
    public ClaimVerdict JudgeClose(
        IReadOnlyDictionary<int, SystemOutput> distilled, SystemOutput raw, Func<SystemOutput, PairedComparison> toGreedy, bool whole)
    {
        return ClaimVerdict.Of(Close.Id, Compare(steps => distilled[steps]), Compare(_ => raw));

        Outcome Compare(Func<int, SystemOutput> system)
        {
            var compared = Behind.Select(bound => (bound, Comparison: toGreedy(system(bound.Steps)))).ToArray();
            var slack = whole ? 0 : compared.Max(entry => 2 * StandardError(entry.Comparison.Difference));
            return MarginLedger.Of(
                slack,
                whole ? "none: the scores are of these sentences" : "two standard errors of the difference",
                from entry in compared
                let difference = entry.Comparison.Difference.Value
                select (entry.bound.Points + difference, $"{system(entry.bound.Steps).Label}: {Format.Fixed(difference, 1)} BLEU"));
        }
    }

    /// <summary>Decides the third claim.</summary>
    /// <param name="distilled">PaDIR on distilled targets in 1 iteration.</param>
    /// <param name="raw">The same system on raw targets.</param>
    /// <param name="seed">The seed of the resamples.</param>
    public ClaimVerdict JudgeDistilled(SystemOutput distilled, SystemOutput raw, long seed)
    {
        return ClaimVerdict.Of(Distilled.Id, Compare(raw), Compare(distilled));

        Outcome Compare(SystemOutput other)
        {
            var comparison = Bootstrap.Compare(other.Bleu, distilled.Bleu, new SplitMix64(seed));
            var p = comparison.Difference.Value < 0 ? comparison.PValue : 1;
            var instance = $"{other.Label}: {Format.Fixed(comparison.Difference.Value, 1)} BLEU, p = {Format.Fixed(p, 3)}";
            return MarginLedger.Of(0, "the level is the tolerance", (Significant - p, instance));
        }
    }

    /// <summary>Half the 95 % interval over 1.96.</summary>
    public static double StandardError(ConfidenceInterval interval) => (interval.Upper - interval.Lower) / 2 / 1.96;
}
