using Gmlm.Padir.Configuration;
using Gmlm.Padir.ControlledPair;
using Gmlm.Padir.Decoding;
using Gmlm.Padir.Models;
using Gmlm.Padir.Runtime;
using Gmlm.Padir.Training;
using Gmlm.Reproduce.Claims.ControlledPair;

namespace Gmlm.Reproduce.Claims.Translation;

/// <summary>
/// The cost of decoding as targets grow, one sentence at a time. The networks of the controlled pair write a given number of words. Their
/// output at these lengths has no meaning, but the time does not depend on it.
/// </summary>
public sealed class CostByLength : Experiment
{
    private const string Causal = "controlled-ar";
    private const string Parallel = "controlled-padir";
    private const double Slack = 0.15;

    private const int Sources = 6;
    private const int Rounds = 6;

    private static readonly int[] Steps = [1, 2, 4, 6, 10];
    private static readonly int[] Lengths = [8, 16, 32, 64, 128, 256];

    private static readonly Claim CostModel = new(
        "cost-model",
        "T32",
        "Time is passes times the cost of a pass",
        Origin.Beyond,
        "our check",
        $"Decoding takes a constant and as much for every pass of the decoder: at each length, the times in {Steps[1]} and {Steps[^1]} "
        + $"iterations predict those in between within {Percent(Slack)}, and the times of autoregressive decoding at the shortest and at "
        + "the fourth length those in between.",
        "One sentence at a time on one thread, in turns, warm, the shortest of the rounds; no end of sentence, so that every length is "
        + "written out. The margin is the allowance less the relative error.",
        "The same without the constant: time in proportion to passes, from the times at the other end.");

    public override string Id => "cost-by-length";

    public override string Title => "Cost of decoding by length";

    public override IReadOnlyList<Claim> Claims => [CostModel];

    public override IReadOnlyList<Input> Inputs(Profile profile) => [Input.Checkpoint(Causal), Input.Checkpoint(Parallel)];

    public override IReadOnlyDictionary<string, string> Parameters(Profile profile) => new Dictionary<string, string>
    {
        ["lengths"] = string.Join(' ', Lengths),
        ["iterations"] = string.Join(' ', Steps),
        ["sources"] = Sources.ToString(CultureInfo.InvariantCulture),
        ["rounds"] = Rounds.ToString(CultureInfo.InvariantCulture),
    };

    public override ExperimentResult Execute(ExperimentContext context)
    {
        if ((context.Inputs.Lacking(Inputs(context.Profile)) ?? SpeedTrial.SkippedIn(context.Profile)) is { } lacking)
        {
            return Result(context, [ClaimVerdict.Skipped(CostModel.Id, lacking)], []);
        }

        using var thread = new TorchThreads(1);
        var grammar = new ControlledGrammar(HeldOut.PairSeed);
        int[][][] batches = [.. HeldOut.Take(grammar, Sources).Select(item => new[] { item.Source })];
        using var causal = Endless(context.Inputs.Model(Causal), grammar);
        using var parallel = Endless(context.Inputs.Model(Parallel), grammar);

        // All lengths are timed in the same rounds, so that a machine that becomes slower affects all of them.
        TimedSystem[] systems =
        [
            .. Lengths.SelectMany(length =>
                Steps.Select(steps => FixedLength.InParallel(parallel, length, steps))
                    .Prepend(FixedLength.Autoregressive(causal, length))),
        ];
        var timings = SpeedTrial.Run(systems, batches, Rounds, context.Cancellation, context.Report);
        double[][] times = [.. timings.Select(timing => timing.Total / batches.Length).Chunk(Steps.Length + 1)];

        return Result(
            context,
            [ClaimVerdict.Of(CostModel.Id, Compare(times, constant: true), Compare(times, constant: false))],
            [
                .. Lengths.SelectMany((length, i) => Steps.Select((steps, k) => new Metric(
                    $"speed-up.l{length}.s{steps}", times[i][0] / times[i][k + 1], "×", null, Tolerance.Ratio(2)))),
            ],
            [CostTable(times)]);
    }

    // The network with an end token that it never writes, for any length.
    private static TranslationModel Endless(TranslationModel model, ControlledGrammar grammar)
    {
        using (model)
        {
            var config = model.Model.Config;
            var unending = config with
            {
                Network = config.Network with { EosId = grammar.Vocabulary.Count - 1 },
                Lengths = config.Lengths with { Predictor = LengthPredictorKind.Oracle, MaxLength = 256 },
            };
            var weights = model.Model.Export().Where(tensor => !tensor.Name.StartsWith("length_predictor.", StringComparison.Ordinal));
            return new TranslationModel(PadirModel.Of(unending, [.. weights]), DecodingTokens.Of(grammar.Vocabulary));
        }
    }

    private static Outcome Compare(double[][] times, bool constant)
    {
        var ledger = new MarginLedger(0, "the allowance is in the margin");
        for (var i = 0; i < Lengths.Length; i++)
        {
            for (var k = 2; k < Steps.Length - 1; k++)
            {
                Add($"L = {Lengths[i]}, S = {Steps[k]}", (Steps[1], times[i][2]), (Steps[^1], times[i][^1]), Steps[k], times[i][k + 1]);
            }
        }

        for (var i = 1; i < 3; i++)
        {
            Add($"autoregressive, L = {Lengths[i]}", (Lengths[0], times[0][0]), (Lengths[3], times[3][0]), Lengths[i], times[i][0]);
        }

        return ledger.Outcome();

        void Add(string instance, (double Passes, double Time) low, (double Passes, double Time) high, double passes, double measured)
        {
            var perPass = (high.Time - low.Time) / (high.Passes - low.Passes);
            var predicted = constant ? low.Time + (perPass * (passes - low.Passes)) : high.Time * passes / high.Passes;
            ledger.Add(
                Slack - Math.Abs((predicted / measured) - 1),
                FormattableString.Invariant($"{instance}: {1000 * predicted:0.00} ms predicted, {1000 * measured:0.00} ms measured"));
        }
    }

    private static Table CostTable(double[][] times) => new(
        "cost-by-length",
        "Milliseconds a sentence by target length, and in brackets how many times as fast as autoregressive decoding: one sentence at a "
        + "time, one thread, the networks of the controlled pair. Where the number in brackets falls below 1 the advantage has ended.",
        ["words", "AR", .. Steps.Select(steps => $"S = {steps}")],
        [
            .. Lengths.Select((length, i) => (IReadOnlyList<string>)
            [
                length.ToString(CultureInfo.InvariantCulture),
                SpeedTrial.Milliseconds(times[i][0]),
                .. Steps.Select((_, k) =>
                    $"{SpeedTrial.Milliseconds(times[i][k + 1])} "
                    + $"({(times[i][0] / times[i][k + 1]).ToString("0.0", CultureInfo.InvariantCulture)})"),
            ]),
        ]);

    private static string Percent(double share) => (100 * share).ToString("0", CultureInfo.InvariantCulture) + " %";
}
