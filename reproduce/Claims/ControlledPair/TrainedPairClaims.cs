using Gmlm.Padir.ControlledPair;
using MathNet.Numerics.Statistics;

namespace Gmlm.Reproduce.Claims.ControlledPair;

/// <summary>The claims about the trained models of the controlled pair.</summary>
internal static class TrainedPairClaims
{
    private const double TeacherValid = 0.99;
    private const double DistilledValid = 0.97;
    private const double Distance = 0.05;
    private const double Ranks = 0.8;

    private static readonly Claim Teacher = new(
        "controlled-teacher",
        "T04",
        "An autoregressive model learns the controlled pair",
        Origin.Beyond,
        "our check",
        $"Greedy autoregressive decoding gives a valid translation of at least {Percent(TeacherValid)} of the sources it was not trained "
        + "on.",
        "The committed checkpoint on held-out sources, all of whose valid translations are known.",
        "The same translations, each judged as the translation of the source before.");

    private static readonly Claim Distilled = new(
        "controlled-distilled",
        "T05",
        "A parallel model learns the controlled pair from distilled targets, in ten iterations",
        Origin.Beyond,
        "our check",
        $"PaDIR trained on the teacher's translations gives a valid translation of at least {Percent(DistilledValid)} of the sources in 10 "
        + "iterations, the least confident words remasked, lengths predicted.",
        "The committed checkpoint on `sources-judged` held-out sources, of which the table has the first.",
        "PaDIR trained on raw targets, in 1 iteration.");

    private static readonly Claim Conditionals = new(
        "controlled-conditionals",
        "T06",
        "A trained network is near the exact conditionals",
        Origin.Beyond,
        "our check",
        "With words hidden at random, as many as in training, PaDIR trained on raw targets gives every hidden position a distribution "
        + $"within $\"TV\" = {Distance.ToString(CultureInfo.InvariantCulture)}$ of $p(y_i | x, L, \"visible words\")$, on average over "
        + "hidden positions of held-out sources.",
        "The network evaluated once for each source, with a target drawn from $p$ and partly hidden; the conditionals are exact. "
        + "`one-step.distance` is the same where every word is hidden, which is rare in training.",
        "PaDIR trained on distilled targets against the same conditionals.");

    private static readonly Claim OneShot = new(
        "controlled-one-shot",
        "T07",
        "What a trained model loses in one step follows the total correlation",
        Origin.Reconstructed,
        "the paper's discussion of parallel decoding; our wording",
        "The loss of one-step decoding by PaDIR trained on raw targets, $\"KL\"(p || product_i q_i) = \"TC\"(p) + sum_i \"KL\"(p_i || "
        + "q_i)$, is nowhere below the total correlation, and the more dependent a source's words are, the more is lost: over sources the "
        + $"rank correlation of the two is at least {Ranks.ToString(CultureInfo.InvariantCulture)}.",
        "$q_i$ from the network, seeing nothing but masks; $p$ exact, given source and length. Spearman's rank correlation over held-out "
        + "sources; margins in nats for the bound and as a correlation. The table has the means, and what the network has not learned.",
        "Each source's loss against the total correlation of the source before, of those in the order of their lengths.");

    private static readonly Claim Effect = new(
        "controlled-distillation",
        "T08",
        "Distillation is what makes one step enough",
        Origin.Reconstructed,
        "the paper's use of distilled data; our wording",
        "The loss in one step, of the distilled model against its teacher, is smaller than that of the raw model against the pair by at "
        + "least half of the pair's total correlation.",
        "Both losses as in the claim before; the teacher's distribution is its one translation, whose "
        + "total correlation is 0. The margin is in nats.",
        "The raw model against itself.");

    private static readonly Claim Mixing = new(
        "controlled-mixing",
        "T09",
        "Mode mixing falls with iterations, and from raw to distilled targets",
        Origin.Reconstructed,
        "the paper's error analysis; our wording",
        "The share of outputs that mix valid translations is smaller in 10 iterations than in 1, for both models, and in 1 iteration "
        + "smaller after distillation.",
        "Every output judged exactly; the least confident words remasked. The margin is the "
        + "difference of shares in standard errors less 2.",
        "The same comparisons reversed.");

    /// <summary>All claims.</summary>
    public static IReadOnlyList<Claim> All { get; } = [Teacher, Distilled, Conditionals, OneShot, Effect, Mixing];

    public static ClaimVerdict JudgeTeacher(ModeMixing right, ModeMixing shifted) =>
        ClaimVerdict.Of(Teacher.Id, AtLeast(TeacherValid, right.Valid, "greedy"), AtLeast(TeacherValid, shifted.Valid, "shifted by one"));

    public static ClaimVerdict JudgeDistilled(double valid, IReadOnlyList<TrainedOutcome> outcomes) => ClaimVerdict.Of(
        Distilled.Id,
        AtLeast(DistilledValid, valid, "distilled, 10 iterations"),
        AtLeast(DistilledValid, Of(outcomes, "raw", 1).Valid, "raw, 1 iteration"));

    public static ClaimVerdict JudgeConditionals(OneStep raw, OneStep distilled)
    {
        return ClaimVerdict.Of(Conditionals.Id, Compare(raw, "raw"), Compare(distilled, "distilled"));

        static Outcome Compare(OneStep step, string name) =>
            MarginLedger.Of(2 * step.DistanceError, "two standard errors over sources", (Distance - step.Distance, name));
    }

    public static ClaimVerdict JudgeOneShot(OneStep raw)
    {
        var (losses, correlations) = (
            raw.BySource.Select(source => source.Loss).ToArray(), raw.BySource.Select(source => source.Correlation).ToArray());
        return ClaimVerdict.Of(OneShot.Id, Compare(correlations), Compare([correlations[^1], .. correlations[..^1]]));

        Outcome Compare(double[] predicted)
        {
            var rank = Correlation.Spearman(losses, predicted);
            return MarginLedger.Of(
                1e-4,
                "single precision of logits, summed over words",
                (losses.Zip(predicted, (loss, least) => loss - least).Min(), "a source's loss and its total correlation"),
                (rank - Ranks, FormattableString.Invariant($"rank correlation {rank:0.00}")));
        }
    }

    public static ClaimVerdict JudgeEffect(OneStep raw, OneStep distilled)
    {
        return ClaimVerdict.Of(Effect.Id, Compare(distilled, "distilled"), Compare(raw, "raw"));

        Outcome Compare(OneStep step, string name) => MarginLedger.Of(
            2 * Math.Sqrt((step.LossError * step.LossError) + (raw.LossError * raw.LossError)),
            "two standard errors over sources",
            (raw.Loss - (step.Loss + (raw.Correlation / 2)), $"{name}: {Format.Fixed(step.Loss, 2)}, raw: {Format.Fixed(raw.Loss, 2)}"));
    }

    public static ClaimVerdict JudgeMixing(IReadOnlyList<TrainedOutcome> outcomes, int sources)
    {
        ((string Data, int Steps) More, (string Data, int Steps) Less)[] pairs =
        [
            (("raw", 1), ("raw", 10)), (("distilled", 1), ("distilled", 10)), (("raw", 1), ("distilled", 1)),
        ];
        return ClaimVerdict.Of(Mixing.Id, Compare(pairs), Compare(pairs.Select(pair => (pair.Less, pair.More))));

        Outcome Compare(IEnumerable<((string Data, int Steps) More, (string Data, int Steps) Less)> compared) => MarginLedger.Of(
            0,
            "two standard errors are in the margin",
            from pair in compared
            let a = Of(outcomes, pair.More.Data, pair.More.Steps).Mixed
            let b = Of(outcomes, pair.Less.Data, pair.Less.Steps).Mixed
            let error = Math.Sqrt(((a * (1 - a)) + (b * (1 - b))) / sources)
            select (
                ((a - b) / error) - 2,
                $"{pair.More.Data}, S = {pair.More.Steps}: {Percent(a)}; {pair.Less.Data}, S = {pair.Less.Steps}: {Percent(b)}"));
    }

    private static ModeMixing Of(IReadOnlyList<TrainedOutcome> outcomes, string data, int steps) =>
        outcomes.Single(outcome => outcome.Data == data && outcome.Loop == "mask-predict" && outcome.Steps == steps).Modes;

    private static Outcome AtLeast(double least, double share, string name) =>
        MarginLedger.Of(0, "none: the share is of these sources", (share - least, $"{name}: {Percent(share)}"));

    private static string Percent(double share) => (100 * share).ToString("0.#", CultureInfo.InvariantCulture) + " %";
}
