using System.Text.RegularExpressions;
using Gmlm.Reproduce.Harness;

namespace Gmlm.Reproduce.Report;

/// <summary>
/// The statements of the paper's abstract, each with what this run found and the claims that decide it: the report's first table. Every
/// number of it is a reference into a result, <c>{experiment/metric:format}</c>; with <c>±</c> behind the format its
/// standard error follows.
/// </summary>
internal static partial class AbstractStatements
{
    private static readonly Statement[] All =
    [
        new(
            "Masking more tokens at once makes the estimator statistically better.",
            "Four coupled spins ($J = 0.05$): the asymptotic variance falls from {figure-1/trace-gamma.k1:0.00} with one masked token to "
            + "{figure-1/trace-gamma.k4:0.00} with all. Samples have {figure-1/error-over-asymptotic.k1:0.00} to "
            + "{figure-1/error-over-asymptotic.k4:0.00} times the predicted error.",
            "exact; samples within their errors",
            ["masking-more", "figure-1-masking-more", "figure-1-asymptotic", "figure-2-masking-more"]),
        new(
            "Functional inequalities of the block dynamics bound the error of the joint distribution by the error of the conditionals.",
            "No model exceeds the bound; the closest of them reaches {joint-from-conditionals/tightest.comparison:0.00} of it.",
            "exact, on enumerable models",
            ["joint-from-conditionals", "finite-sample", "poincare", "entropy-tensorization"]),
        new(
            "Parallel decoding steps are of product form and get stuck where dependent tokens must change together; resampling $k$ of them "
            + "jointly does not.",
            "Ten spins with a clique of four ($J = 10$), from mode to mode: independent steps take "
            + "$10^({dependent-separation/log10-time.independent.n10.m4.k5.j10:0.0})$, 5-Gibbs "
            + "$10^({dependent-separation/log10-time.k-gibbs.n10.m4.k5.j10:0.0})$.",
            "exact",
            [
                "product-transition", "independent-stuck", "k-gibbs-fast", "dependent-separation", "figure-3-exact",
                "figure-3-independent-never",
            ]),
        new(
            "PaDIR translates two to three times as fast as an autoregressive T5, at a small loss.",
            "Multi30k en→de, one sentence at a time, four iterations: {speed/speed-up.b1.s4:0.00±} times as fast with three lengths, "
            + "{speed/speed-up.b1.one.s4:0.00±} with one; {quality-en-de/bleu.padir-long.s4:0.0} BLEU with three, against "
            + "{quality-en-de/bleu.ar.greedy:0.0}.",
            "small models; speed with standard errors",
            ["padir-faster", "padir-close-en-de", "padir-close-de-en", "padir-close-tatoeba", "padir-close-ro-sts"]),
        new(
            "Its errors (stutter) sit where tokens depend on one another.",
            "Neighbours of the raw model that stutter have a dependence of {dependency/multi30k.raw.stutter:0.00} nats, others of "
            + "{dependency/multi30k.raw.elsewhere:0.00}; stutter falls from {error-modes/stutter.padir.s1:0.0 %} of the words in one "
            + "iteration to {error-modes/stutter.padir.s10:0.0 %} in ten.",
            "bootstrap over sentences",
            ["stutter-where-dependent", "contradictions-where-dependent", "stutter-falls", "distillation-lowers-dependence"]),
        new(
            "Guidelines for training and decoding.",
            "Each was asked by one training, or one decoding, with a single choice changed.",
            "one seed, intervals over sentences",
            [
                "guideline-mask-more", "guideline-vary-noise", "guideline-hide-by-masks", "guideline-positional-attention",
                "guideline-two-stages",
                "guideline-impure-noise", "guideline-loss-everywhere", "guideline-length-token", "guideline-undo-unsure",
                "guideline-try-lengths",
                "guideline-undo-stutter",
            ]),
    ];

    /// <summary>The rows of the table; claims that the run's registry has not are left out.</summary>
    /// <param name="experiments">All of the run.</param>
    public static IReadOnlyList<StatementModel> Of(IReadOnlyList<ReportExperiment> experiments)
    {
        var claims = experiments.SelectMany(experiment => experiment.Claims.Select(claim => (
            claim.Id, claim.Order, Verdict: experiment.Result?.Verdicts.FirstOrDefault(
                verdict => verdict.Claim == claim.Id)?.Verdict))).ToArray();
        return
        [
            .. All.Select((statement, i) =>
            {
                var deciding = claims.Where(claim => statement.Claims.Contains(claim.Id))
                    .OrderBy(claim => claim.Order, StringComparer.Ordinal)
                    .ToArray();
                return new StatementModel(
                    new MarkupModel(statement.Says, $"statement {i + 1} of the abstract"),
                    new MarkupModel(Filled(statement.Finds, experiments), $"finding {i + 1} of the abstract"),
                    statement.Strength,
                    [
                        .. deciding.GroupBy(claim => claim.Verdict).OrderBy(group => group.Key)
                            .Select(group => new CountModel(ModelBuilder.Word(group.Key), group.Count())),
                    ],
                    [.. deciding.Select(claim => new FactModel(claim.Id, claim.Order))]);
            }),
        ];
    }

    /// <summary>The experiments and metrics that the table refers to.</summary>
    internal static IEnumerable<(string Experiment, string Metric)> References =>
        All.SelectMany(statement => Reference().Matches(statement.Finds)).Select(match => (match.Groups[1].Value, match.Groups[2].Value));

    /// <summary>The claims that the table refers to.</summary>
    internal static IEnumerable<string> Claims => All.SelectMany(statement => statement.Claims);

    // A number that was not computed is a dash.
    private static string Filled(string text, IReadOnlyList<ReportExperiment> experiments) => Reference().Replace(text, match =>
    {
        var metrics = experiments.FirstOrDefault(experiment => experiment.Id == match.Groups[1].Value)?.Result?.Metrics ?? [];
        if (metrics.FirstOrDefault(metric => metric.Name == match.Groups[2].Value) is not { } found || !double.IsFinite(found.Value))
        {
            return "–";
        }

        string Written(double value) => value.ToString(match.Groups[3].Value, CultureInfo.InvariantCulture).Replace('-', '−');
        return match.Groups[4].Success && found.StandardError is { } error
            ? $"{Written(found.Value)} ± {Written(error)}"
            : Written(found.Value);
    });

    [GeneratedRegex("""\{([a-z0-9-]+)/([a-z0-9.-]+):([0#.,% ]+)(±)?\}""")]
    private static partial Regex Reference();

    private sealed record Statement(string Says, string Finds, string Strength, string[] Claims);
}
