using System.Globalization;
using Gmlm.Padir.ControlledPair;
using Gmlm.Padir.Decoding;
using Gmlm.Padir.Metrics;
using Gmlm.Padir.Models;
using Gmlm.Reproduce.Experiments.Controlled;
using Gmlm.Reproduce.Harness;
using Gmlm.Theory.Statements;

namespace Gmlm.Reproduce.Experiments.Translation;

/// <summary>Table 5: how strongly neighbouring words of a target depend on each other, where one step of decoding fails and where it does not: exact on the controlled pair, by the model itself on Multi30k.</summary>
public sealed class Dependency : Experiment
{
    private const string Corpus = "multi30k";
    private const string Direction = "en-de";
    private const string Distilled = "padir-en-de";
    private const string Raw = "padir-raw-en-de";
    private const string ControlledRaw = "controlled-padir-raw";

    private static readonly Claim Contradictions = new(
        "contradictions-where-dependent",
        "T51",
        "Neighbours contradict each other where they depend on each other",
        "reconstructed",
        "the paper's error analysis; our wording",
        "On the controlled pair, neighbouring words that one step of decoding writes and that no translation of the source has side by side stand where the words of the two positions depend on each other more than elsewhere.",
        "PaDIR trained on raw targets, one step, the length that of a drawn translation; the exact mutual information of each two neighbouring positions given source and length. The margin is the lower 95 % bound of the difference of means, in nats (bootstrap over sources).",
        "The same comparison reversed.");

    private static readonly Claim Stutters = new(
        "stutter-where-dependent",
        "T52",
        "Words stutter where neighbours depend on each other",
        "reconstructed",
        "the paper's error analysis; our wording",
        "On Multi30k, en→de, where PaDIR writes one word twice in one step, the two positions depend on each other more than elsewhere by the model itself, whether it was trained on raw or on distilled targets.",
        $"Everything hidden, the {NeighbourPair.Tried} likeliest words of a position are written on it one by one; the mutual information is that with what the model then says of the next position. The margin is the lower 95 % bound of the difference of means, in nats (bootstrap over sentences).",
        "The same comparison reversed.");

    private static readonly Claim Falls = new(
        "distillation-lowers-dependence",
        "T53",
        "Distillation makes neighbours less dependent",
        "reconstructed",
        "the paper's use of distilled data; our wording",
        "By the models themselves, neighbouring words of Multi30k depend less on each other after training on distilled targets than after training on raw ones.",
        "The mutual information of the claim before, a mean over each sentence's neighbours; the margin is the lower 95 % bound of the mean difference, in nats (bootstrap over sentences).",
        "The same comparison reversed.");

    /// <inheritdoc/>
    public override string Id => "dependency";

    /// <inheritdoc/>
    public override string Title => "Dependency between neighbouring words";

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims => [Contradictions, Stutters, Falls];

    /// <inheritdoc/>
    public override IReadOnlyList<Input> Inputs(Profile profile) => [.. PairInputs, .. TextInputs];

    private static Input[] PairInputs => [Input.Checkpoint(ControlledRaw)];

    private static Input[] TextInputs => [Input.Corpus(Corpus), Input.Checkpoint(Distilled), Input.Checkpoint(Raw)];

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Parameters(Profile profile) => new Dictionary<string, string>
    {
        ["sources"] = Text(Sources(profile)),
        ["sentences"] = Text(Sentences(profile)),
        ["words-tried"] = Text(NeighbourPair.Tried),
    };

    /// <inheritdoc/>
    public override ExperimentResult Execute(ExperimentContext context)
    {
        var seed = (long)context.Stream("dependency/bootstrap").NextBits();
        List<ClaimVerdict> verdicts = [];
        List<Metric> metrics = [];
        List<IReadOnlyList<string>> rows = [];
        if (context.Inputs.Lacking(PairInputs) is { } noPair)
        {
            verdicts.Add(Verdicts.Skipped(Contradictions.Id, noPair));
        }
        else
        {
            var pairs = PairNeighbours.Of(context, ControlledRaw, Sources(context.Profile));
            Add("controlled pair, raw: exact information", "controlled", Contrast.Of(pairs, seed), "contradict");
            verdicts.Add(Judge(Contradictions, ("controlled pair", Contrast.Of(pairs, seed).Difference)));
        }

        context.Report(0.3);
        if (context.Inputs.Lacking(TextInputs) is { } noText)
        {
            return Result(context, [.. verdicts, Verdicts.Skipped(Stutters.Id, noText), Verdicts.Skipped(Falls.Id, noText)], metrics, rows);
        }

        var test = TestSet.Of(context.Inputs, Corpus, Direction, Sentences(context.Profile));
        var raw = Neighbours(context, Raw, test);
        context.Report(0.65);
        var distilled = Neighbours(context, Distilled, test);
        foreach (var (name, sentences) in new[] { ("raw", raw), ("distilled", distilled) })
        {
            Add($"Multi30k, {name}: information by the model", $"multi30k.{name}", Information(sentences, seed), "stutter");
            Add($"Multi30k, {name}: attention to each other", $"multi30k.{name}.attention", Contrast.Of([.. sentences.Select(pairs => pairs.Select(pair => (pair.Attention, pair.Stutters)).ToArray())], seed), "stutter");
        }

        // A sentence of one word has no neighbours.
        (double Value, bool IsSo)[][] means = [.. raw.Zip(distilled).Where(pair => pair.First.Length > 0 && pair.Second.Length > 0).Select(pair => new[] { (Mean(pair.First), true), (Mean(pair.Second), false) })];
        var fall = Contrast.Of(means, seed);
        metrics.Add(new Metric("multi30k.fall", fall.Difference.Value, "nats", null, Tolerance.Absolute(0.02)));
        verdicts.Add(Judge(Stutters, ("raw", Information(raw, seed).Difference), ("distilled", Information(distilled, seed).Difference)));
        verdicts.Add(Judge(Falls, ("raw less distilled", fall.Difference)));
        return Result(context, verdicts, metrics, rows);

        void Add(string label, string name, Contrast contrast, string what)
        {
            rows.Add([label, what, $"{Text(contrast.Count)} of {Text(contrast.All)}", Number(contrast.Where), Number(contrast.Elsewhere), $"{Number(contrast.Difference.Lower)} to {Number(contrast.Difference.Upper)}"]);
            metrics.Add(new Metric($"{name}.{what}", contrast.Where, "", null, Tolerance.Absolute(0.03)));
            metrics.Add(new Metric($"{name}.elsewhere", contrast.Elsewhere, "", null, Tolerance.Absolute(0.03)));
        }
    }

    private static NeighbourPair[][] Neighbours(ExperimentContext context, string model, TestSet test)
    {
        var language = Language.Of(context.Inputs.Describe(model).Recipe);
        using var translator = context.Inputs.Model(model);
        return NeighbourPair.Of(translator, language.Tokens, [.. test.Sources.Select(language.Encode)], context.Cancellation);
    }

    private static Contrast Information(NeighbourPair[][] sentences, long seed) => Contrast.Of([.. sentences.Select(pairs => pairs.Select(pair => (pair.Information, pair.Stutters)).ToArray())], seed);

    private static double Mean(NeighbourPair[] pairs) => pairs.Average(pair => pair.Information);

    private static ClaimVerdict Judge(Claim claim, params (string Name, ConfidenceInterval Difference)[] differences)
    {
        return Verdicts.From(claim.Id, Compare(difference => difference.Lower), Compare(difference => -difference.Upper));

        CheckOutcome Compare(Func<ConfidenceInterval, double> lowest)
        {
            var ledger = new MarginLedger(0, "the interval is in the margin");
            foreach (var (name, difference) in differences)
            {
                ledger.Add(lowest(difference), $"{name}: {Number(difference.Value)} nats");
            }

            return ledger.Outcome();
        }
    }

    private ExperimentResult Result(ExperimentContext context, IReadOnlyList<ClaimVerdict> verdicts, IReadOnlyList<Metric> metrics, IReadOnlyList<IReadOnlyList<string>> rows) => new(
        Id,
        context.Profile.Name(),
        context.Seed,
        Parameters(context.Profile),
        verdicts,
        metrics,
        [],
        rows.Count == 0 ? [] :
        [
            new Table(
                "dependency",
                "Neighbouring positions of targets that are written in one step, everything hidden before: the mean where the two words contradict each other (no translation has them side by side) or stutter (are the same), elsewhere, and the "
                + "95 % bootstrap interval of the difference. Information is the mutual information of the two words given the source, in nats; attention a mean over layers and heads, either way.",
                ["neighbours", "fail: they", "fail", "where they fail", "elsewhere", "difference, 95 %"],
                rows),
        ]);

    private static int Sources(Profile profile) => profile == Profile.Smoke ? 200 : 1000;

    private static int Sentences(Profile profile) => profile switch { Profile.Smoke => 30, Profile.Standard => 250, _ => 1000 };

    private static string Number(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Text(int value) => value.ToString("#,0", CultureInfo.InvariantCulture);
}
