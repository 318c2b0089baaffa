using Gmlm.Padir.ControlledPair;
using Gmlm.Padir.Decoding;
using Gmlm.Padir.Metrics;
using Gmlm.Padir.Models;
using Gmlm.Reproduce.Claims.ControlledPair;
using MathNet.Numerics.Statistics;

namespace Gmlm.Reproduce.Claims.Translation;

/// <summary>
/// Table 5: the dependence of adjacent words of a target, where one step of decoding fails and elsewhere. It is exact on the controlled
/// pair, and estimated by the model on Multi30k.
/// </summary>
public sealed class Dependency : Experiment
{
    /// <summary>The number of iterations whose words are compared with those of one iteration.</summary>
    internal const int Rewrites = 10;

    private const string Corpus = "multi30k";
    private const string Direction = "en-de";
    private const string Distilled = "padir-en-de";
    private const string Raw = "padir-raw-en-de";
    private const string ControlledRaw = "controlled-padir-raw";

    public override string Id => "dependency";

    public override string Title => "Dependency between neighbouring words";

    public override IReadOnlyList<Claim> Claims => DependencyClaims.All;

    public override IReadOnlyList<Input> Inputs(Profile profile) => [.. PairInputs, .. TextInputs];

    private static Input[] PairInputs => [Input.Checkpoint(ControlledRaw)];

    private static Input[] TextInputs => [Input.Corpus(Corpus), Input.Checkpoint(Distilled), Input.Checkpoint(Raw)];

    public override IReadOnlyDictionary<string, string> Parameters(Profile profile) => new Dictionary<string, string>
    {
        ["sources"] = Format.Count(Sources(profile)),
        ["sentences"] = Format.Count(Sentences(profile)),
        ["words-tried"] = Format.Count(NeighbourPair.Tried),
    };

    public override ExperimentResult Execute(ExperimentContext context)
    {
        var seed = (long)context.Stream("dependency/bootstrap", 0).NextBits();
        List<ClaimVerdict> verdicts = [];
        List<Metric> metrics = [];
        List<IReadOnlyList<string>> rows = [];
        if (context.Inputs.Lacking(PairInputs) is { } noPair)
        {
            verdicts.Add(ClaimVerdict.Skipped(DependencyClaims.Contradictions.Id, noPair));
        }
        else
        {
            var exact = Contrast.Of(PairNeighbours.Of(context, ControlledRaw, Sources(context.Profile)), seed);
            Add("controlled pair, raw: exact information", "controlled", exact, "contradict", [DependencyClaims.Contradictions.Id]);
            verdicts.Add(DependencyClaims.Judge(DependencyClaims.Contradictions, ("controlled pair", exact.Difference)));
        }

        context.Report(0.3);
        if (context.Inputs.Lacking(TextInputs) is { } noText)
        {
            return Result(
                context,
                [.. verdicts, .. DependencyClaims.All.Skip(1).Select(claim => ClaimVerdict.Skipped(claim.Id, noText))],
                metrics,
                rows);
        }

        var test = TestSet.Of(context.Inputs, Corpus, Direction, Sentences(context.Profile));
        var neighbours = SideBySide.Run(
            [() => Neighbours(context, Raw, test), () => Neighbours(context, Distilled, test)],
            share => context.Report(0.3 + (0.6 * share)));
        var ((raw, rawChanged), (distilled, distilledChanged)) = (neighbours[0], neighbours[1]);
        List<(string Name, ConfidenceInterval Difference)> stutters = [];
        string[] ofText = [.. DependencyClaims.All.Skip(1).Select(claim => claim.Id)];
        foreach (var (name, sentences) in new[] { ("raw", raw), ("distilled", distilled) })
        {
            var information = Contrast.Of(
                [.. sentences.Select(pairs => pairs.Select(pair => (pair.Information, pair.Stutters)).ToArray())], seed);
            Add($"Multi30k, {name}: information by the model", $"multi30k.{name}", information, "stutter", ofText);
            Add(
                $"Multi30k, {name}: attention to each other",
                $"multi30k.{name}.attention",
                Contrast.Of([.. sentences.Select(pairs => pairs.Select(pair => (pair.Attention, pair.Stutters)).ToArray())], seed),
                "stutter",
                ofText);
            stutters.Add((name, information.Difference));
        }

        // A sentence of one word has no neighbours.
        (double Value, bool Holds)[][] means =
        [
            .. raw.Zip(distilled)
                .Where(pair => pair.First.Length > 0 && pair.Second.Length > 0)
                .Select(pair => new[] { (Mean(pair.First), true), (Mean(pair.Second), false) }),
        ];
        var fall = Contrast.Of(means, seed);
        metrics.Add(new Metric("multi30k.fall", fall.Difference.Value, "nats", null, Tolerance.Absolute(0.02), ofText));
        verdicts.Add(DependencyClaims.Judge(DependencyClaims.Stutters, [.. stutters]));
        verdicts.Add(DependencyClaims.Judge(DependencyClaims.Falls, ("raw less distilled", fall.Difference)));
        (string Name, double[] Information, double[] Changed)[] losses =
        [
            WithNeighbours("raw", raw, rawChanged), WithNeighbours("distilled", distilled, distilledChanged),
        ];
        metrics.AddRange(
            losses.Select(loss =>
                new Metric(
                    $"multi30k.{loss.Name}.rank-correlation",
                    Correlation.Spearman(loss.Information, loss.Changed),
                    "",
                    null,
                    Tolerance.Absolute(0.1),
                    ofText)));
        verdicts.Add(DependencyClaims.JudgePrediction(losses, seed));
        return Result(context, verdicts, metrics, rows);

        void Add(string label, string name, Contrast contrast, string what, string[] claims)
        {
            rows.Add(
                [
                    label,
                    what,
                    $"{Format.Count(contrast.Count)} of {Format.Count(contrast.All)}",
                    Format.Fixed(contrast.Where, 3),
                    Format.Fixed(contrast.Elsewhere, 3),
                    $"{Format.Fixed(contrast.Difference.Lower, 3)} to {Format.Fixed(contrast.Difference.Upper, 3)}",
                ]);
            metrics.Add(new Metric($"{name}.{what}", contrast.Where, "", null, Tolerance.Absolute(0.03), claims));
            metrics.Add(new Metric($"{name}.elsewhere", contrast.Elsewhere, "", null, Tolerance.Absolute(0.03), claims));
        }
    }

    // The pairs of each sentence, and the share of its positions that more iterations change.
    private static (NeighbourPair[][] Pairs, double[] Changed) Neighbours(ExperimentContext context, string model, TestSet test)
    {
        var codec = TokenCodec.Of(context.Inputs.Describe(model));
        using var translator = context.Inputs.Model(model);
        int[][] sources = [.. test.Sources.Select(codec.Encode)];
        ParallelSettings[] settings =
        [
            .. new[] { 1, Rewrites }.Select(iterations => new ParallelSettings
            {
                Loop = new DecodingOptions
                {
                    Iterations = iterations,
                    Input = translator.Model.Config.Corruption.Input,
                    Rejecter = new LinearSchedule(),
                    Update = UpdateScheme.Rejected,
                },
            }),
        ];
        var written = translator.Parallel(sources, settings, context.Cancellation);
        double[] changed =
        [
            .. written[0].Zip(
                written[1], (once, often) => once.Best.Tokens.Zip(often.Best.Tokens).Average(pair => pair.First == pair.Second ? 0.0 : 1)),
        ];
        return (NeighbourPair.Of(translator, codec.Tokens, sources, context.Cancellation), changed);
    }

    // A sentence of one word has no neighbours.
    private static (string Name, double[] Information, double[] Changed) WithNeighbours(
        string name, NeighbourPair[][] sentences, double[] changed)
    {
        var kept = sentences.Zip(changed).Where(sentence => sentence.First.Length > 0).ToArray();
        return (name, [.. kept.Select(sentence => Mean(sentence.First))], [.. kept.Select(sentence => sentence.Second)]);
    }

    private static double Mean(NeighbourPair[] pairs) => pairs.Average(pair => pair.Information);

    private ExperimentResult Result(
        ExperimentContext context,
        IReadOnlyList<ClaimVerdict> verdicts,
        IReadOnlyList<Metric> metrics,
        IReadOnlyList<IReadOnlyList<string>> rows) => Result(
        context,
        verdicts,
        metrics,
        rows.Count == 0 ? Array.Empty<Table>() :
        [
            new Table(
                "dependency",
                "Neighbouring positions of targets that are written in one step, everything hidden before: the mean where the two words "
                + "contradict each other (no translation has them side by side) or stutter (are the same), elsewhere, and the 95 % "
                + "bootstrap interval of the difference. Information is the mutual information of the two words given the source, in nats; "
                + "attention a mean over layers and heads, either way.",
                ["neighbours", "fail: they", "fail", "where they fail", "elsewhere", "difference, 95 %"],
                rows),
        ]);

    private static int Sources(Profile profile) => profile == Profile.Smoke ? 200 : 1000;

    private static int Sentences(Profile profile) => profile switch { Profile.Smoke => 30, Profile.Standard => 250, _ => 1000 };
}
