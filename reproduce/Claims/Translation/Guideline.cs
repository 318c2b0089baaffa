using Gmlm.Padir.Decoding;
using Gmlm.Padir.Metrics;
using Gmlm.Padir.Randomness;

namespace Gmlm.Reproduce.Claims.Translation;

/// <summary>A practical guideline: pairs of systems of which the first should be significantly better.</summary>
/// <param name="Id">The id of the claim.</param>
/// <param name="Order">The place of the claim in the report.</param>
/// <param name="Title">The title, a few words.</param>
/// <param name="Wording">The claim, as Typst markup.</param>
/// <param name="Pairs">The names of the better and of the worse system of each pair.</param>
/// <param name="Measure">The compared quantity.</param>
internal sealed record Guideline(
    string Id,
    string Order,
    string Title,
    string Wording,
    IReadOnlyList<(string Better, string Worse)> Pairs,
    GuidelineMeasure Measure = GuidelineMeasure.Bleu)
{
    private const double Significant = 0.05;

    /// <summary>All guidelines. Distillation has a separate claim, on the test set.</summary>
    public static IReadOnlyList<Guideline> All { get; } =
    [
        Training(
            "mask-more",
            "T21",
            "Mask more",
            "Trained with a noise density drawn from $(0, 1)$, or fixed at 50 %, the model translates better than with 15 %.",
            ("base", "noise-15"),
            ("noise-50", "noise-15")),
        Training(
            "vary-noise",
            "T22",
            "Vary the density",
            "Trained with a noise density drawn from $(0, 1)$, the model translates better than with 50 %.",
            ("base", "noise-50")),
        Training(
            "hide-by-masks",
            "T23",
            "Hide words behind masks",
            "Where hidden words are masks in training and at the start of decoding, the model translates better than where they are random "
            + "words.",
            ("base", "random-input")),
        Training(
            "positional-attention",
            "T24",
            "Add positional attention",
            "With positional attention in every decoder layer the model translates better.",
            ("positional", "base")),
        Training(
            "two-stages",
            "T25",
            "Train on the model's own output",
            "With a second stage of training, on the first stage's output, the model translates better at equal numbers of updates.",
            ("two-stages", "base")),
        Training(
            "impure-noise",
            "T26",
            "Mix correct and random tokens into the noise",
            "Where a tenth of the noised tokens is left correct and a tenth is replaced at random, the model translates better than "
            + "without either.",
            ("base", "no-correct"),
            ("base", "no-random")),
        Training(
            "loss-everywhere",
            "T27",
            "Count every token",
            "Trained by the loss of all target tokens, the model translates better than by that of noised or of masked ones.",
            ("base", "noise-loss"),
            ("base", "mask-loss")),
        Training(
            "length-token",
            "T28",
            "Predict the length by a token",
            "With the length predicted by a token of the encoder the model translates better than with an affine rule.",
            ("base", "affine")),
        Decoding(
            "undo-unsure",
            "T29a",
            "Remask uncertain words",
            "Decoding that remasks the least confident words translates better than decoding that rewrites all words.",
            ("headline", "passthrough")),
        Decoding(
            "try-lengths",
            "T29b",
            "Try several lengths",
            "Three lengths translate better than the most probable one alone, and better still where the autoregressive teacher chooses "
            + "among them.",
            ("headline", "one-length"),
            ("rescored", "headline")),
        Decoding(
            "undo-stutter",
            "T29c",
            "Remask stutter",
            "Where words equal to their left neighbours are remasked, fewer of them are left.",
            GuidelineMeasure.Stutter,
            ("remask-stutter", "headline")),
    ];

    /// <summary>The claim of the report.</summary>
    public Claim Claim => new(
        Id,
        Order,
        Title,
        Origin.Reconstructed,
        "the practical guidelines behind the paper's ablations; our wording",
        Wording,
        $"{(Measure == GuidelineMeasure.Bleu ? "BLEU" : "The share of stuttering words")} on the same validation sentences, en→de, 4 "
        + "iterations; $p$ from the paired bootstrap, 1,000 resamples. The margin is $0.05 - p$; a difference of the other sign counts as "
        + "$p = 1$. Violated: not found here, at this size and budget.",
        "The same comparisons reversed.");

    /// <summary>Decides the claim.</summary>
    /// <param name="systems">The systems by name, with the baseline and the headline among them.</param>
    /// <param name="seed">The seed of the resamples.</param>
    public ClaimVerdict Judge(IReadOnlyDictionary<string, SystemOutput> systems, long seed)
    {
        return ClaimVerdict.Of(Id, Compare(Pairs), Compare(Pairs.Select(pair => (pair.Worse, pair.Better))));

        Outcome Compare(IEnumerable<(string Better, string Worse)> pairs) => MarginLedger.Of(
            0,
            "the level is the tolerance",
            from pair in pairs
            let comparison = Difference(systems[pair.Better], systems[pair.Worse], seed)
            let p = comparison.Difference.Value > 0 ? comparison.PValue : 1
            let difference = Format.Signed(comparison.Difference.Value, 1)
            select (
                Significant - p, FormattableString.Invariant($"{pair.Better} against {pair.Worse}: {difference} {Unit}, p = {p:0.000}")));
    }

    /// <summary>One row for each pair: the guideline, the pair, the difference, and whether the guideline held.</summary>
    public IEnumerable<IReadOnlyList<string>> Rows(IReadOnlyDictionary<string, SystemOutput> systems, long seed) => Pairs.Select(pair =>
    {
        var comparison = Difference(systems[pair.Better], systems[pair.Worse], seed);
        var held = comparison.Difference.Value > 0 && comparison.PValue < Significant;
        return (IReadOnlyList<string>)
        [
            Title,
            $"{Short(pair.Better)} − {Short(pair.Worse)}",
            $"{Format.Signed(comparison.Difference.Value, 1)} {Unit}",
            comparison.PValue.ToString("0.000", CultureInfo.InvariantCulture),
            held ? "held" : comparison.PValue < Significant ? "reversed" : "no difference found",
        ];
    });

    private string Unit => Measure == GuidelineMeasure.Bleu ? "BLEU" : "% less";

    // Positive if the first system is better.
    private PairedComparison Difference(SystemOutput better, SystemOutput worse, long seed) => Measure == GuidelineMeasure.Bleu
        ? Bootstrap.Compare(better.Bleu, worse.Bleu, new SplitMix64(seed))
        : Bootstrap.Compare(Stutter(worse), Stutter(better), new SplitMix64(seed));

    private static CorpusStatistics Stutter(SystemOutput system) => new RepeatShare().Evaluate(system.Texts, system.References);

    private static string Short(string system) => system[(system.IndexOf('.', StringComparison.Ordinal) + 1)..];

    private static Guideline Training(
        string id, string order, string title, string wording, params (string Better, string Worse)[] pairs) =>
        new($"guideline-{id}", order, title, wording, [.. pairs.Select(pair => ($"training.{pair.Better}", $"training.{pair.Worse}"))]);

    private static Guideline Decoding(
        string id, string order, string title, string wording, params (string Better, string Worse)[] pairs) =>
        Decoding(id, order, title, wording, GuidelineMeasure.Bleu, pairs);

    private static Guideline Decoding(
        string id, string order, string title, string wording, GuidelineMeasure measure, params (string Better, string Worse)[] pairs) =>
        new(
            $"guideline-{id}",
            order,
            title,
            wording,
            [.. pairs.Select(pair => ($"decoding.{pair.Better}", $"decoding.{pair.Worse}"))],
            measure);
}

/// <summary>The quantity that a guideline compares.</summary>
internal enum GuidelineMeasure
{
    /// <summary>BLEU, of which more is better.</summary>
    Bleu,

    /// <summary>The share of stuttering words, of which less is better.</summary>
    Stutter,
}
