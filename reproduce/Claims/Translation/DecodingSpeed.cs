using Gmlm.Padir.Autoregressive;
using Gmlm.Padir.Decoding;
using Gmlm.Padir.Models;
using Gmlm.Padir.Runtime;
using static TorchSharp.torch;

namespace Gmlm.Reproduce.Claims.Translation;

/// <summary>Table 3: throughput and latency of parallel decoding, compared with autoregressive decoding with a cache.</summary>
public sealed class DecodingSpeed : Experiment
{
    private const string Corpus = "multi30k";
    private const string Direction = "en-de";
    private const string Teacher = "ar-en-de";
    private const string Parallel = "padir-en-de";
    private const int Rounds = 2;
    private const int BatchRounds = 1;

    private static readonly int[] Batches = [1, 32, 128];
    private static readonly int[] Few = [1, 2, 4]; // With one length, and in batches, more iterations are slower still.

    private static readonly Claim Faster = new(
        "padir-faster",
        "T31",
        "Parallel decoding is two to three times as fast",
        Origin.Reconstructed,
        "the paper's speed comparison; our bounds",
        "Sentence by sentence, en→de, PaDIR is at least "
        + string.Join(
            " and ",
            SpeedTrial.Bounds.Select(bound =>
                $"{bound.Least.ToString("0.0", CultureInfo.InvariantCulture)} times as fast in {bound.Steps} iterations"))
        + " as greedy autoregressive decoding with a key/value cache.",
        "Both from token ids to token ids, encoder and length predictor inside the timer, on one thread, in turns on the same sentences, "
        + "warm, outputs checked; the shortest of the rounds for each sentence. The ratio is that of the sums; the margin is the ratio's "
        + "lower 95 % bound (bootstrap over sentences) over the bound, less 1.",
        "Autoregressive decoding against itself.");

    public override string Id => "speed";

    public override string Title => "Speed, Multi30k en→de";

    public override IReadOnlyList<Claim> Claims => [Faster];

    public override IReadOnlyList<Input> Inputs(Profile profile) =>
        [Input.Corpus(Corpus), Input.Checkpoint(Teacher), Input.Checkpoint(Parallel)];

    public override IReadOnlyDictionary<string, string> Parameters(Profile profile) => new Dictionary<string, string>
    {
        ["sentences-one-by-one"] = Format.Count(Single(profile)),
        ["sentences-in-batches"] = Format.Count(Batched(profile)),
        ["rounds"] = $"{Format.Count(Rounds)}, of batches {Format.Count(BatchRounds)}",
        ["iterations"] = string.Join(' ', HeadlineDecoding.Steps),
        ["batches"] = string.Join(' ', Batches),
    };

    public override ExperimentResult Execute(ExperimentContext context)
    {
        if ((context.Inputs.Lacking(Inputs(context.Profile)) ?? SpeedTrial.SkippedIn(context.Profile)) is { } lacking)
        {
            return Result(context, [ClaimVerdict.Skipped(Faster.Id, lacking)], []);
        }

        var test = TestSet.Of(context.Inputs, Corpus, Direction, Batched(context.Profile));
        var manifest = context.Inputs.Describe(Parallel);
        var recipe = manifest.Recipe;
        int[][] sources = [.. test.Sources.Select(TokenCodec.Of(manifest).Encode)];
        using var teacher = context.Inputs.Model(Teacher);
        using var parallel = context.Inputs.Model(Parallel);
        TimedSystem[] systems =
        [
            new(
                "ar",
                "AR, greedy, cached",
                batch => [.. teacher.Autoregressive(batch, new AutoregressiveOptions(), Share(batch)).Select(target => target.Tokens)]),
            .. HeadlineDecoding.Steps.Select(steps => InParallel($"s{steps}", "", HeadlineDecoding.Loop(steps, recipe.Config))),
            .. Few.Select(
                steps => InParallel($"one.s{steps}", ", one length", HeadlineDecoding.Loop(steps, recipe.Config) with { TopKLengths = 1 })),
        ];
        TimedSystem InParallel(string name, string lengths, DecodingOptions loop)
        {
            var settings = new ParallelSettings { Loop = loop };
            return new TimedSystem(
                name,
                $"PaDIR, {loop.Iterations} iteration{(loop.Iterations == 1 ? "" : "s")}{lengths}",
                batch =>
                {
                    var divided = settings with { Batch = Math.Min(settings.Batch, Share(batch)) };
                    return [.. parallel.Parallel(batch, divided).Select(sentence => sentence.Best.Tokens)];
                });
        }

        var seed = (long)context.Stream("speed/bootstrap", 0).NextBits();
        var byBatch = Batches.Select((size, i) =>
            (
                size,
                Timings: Time(
                    context,
                    size == 1 ? systems : InBatches(systems),
                    sources,
                    size,
                    share => context.Report((i + share) / Batches.Length)))).ToDictionary();
        var single = byBatch[1];
        return Result(
            context,
            [
                ClaimVerdict.Of(
                    Faster.Id, Compare(steps => single.Single(timing => timing.System.Name == $"s{steps}")), Compare(_ => single[0])),
            ],
            [
                // In batches the ratio also depends on the processor's vectors, caches and threads.
                .. byBatch.SelectMany(pair =>
                    pair.Value.Skip(1).Select(timing =>
                        new Metric(
                            $"speed-up.b{pair.Key}.{timing.System.Name}",
                            timing.FasterThan(pair.Value[0], seed).Value,
                            "×",
                            null,
                            Tolerance.Ratio(pair.Key == 1 ? 1.5 : 2)))),
                .. single.Select(timing =>
                    new Metric($"latency.{timing.System.Name}", 1000 * timing.Quantile(0.5), "ms", null, Tolerance.Informational)),
            ],
            [Latency(single, seed), Throughput(byBatch, seed)]);

        Outcome Compare(Func<int, Timing> system) => MarginLedger.Of(
            0,
            "the interval is in the margin",
            from bound in SpeedTrial.Bounds
            let timing = system(bound.Steps)
            let ratio = timing.FasterThan(single[0], seed)
            select ((ratio.Lower / bound.Least) - 1, $"{timing.System.Label}: {Times(ratio.Value)} for {Times(bound.Least)}"));
    }

    // The number of a batch's sentences that one thread decodes.
    private static int Share(int[][] batch) => (batch.Length + get_num_threads() - 1) / get_num_threads();

    private static TimedSystem[] InBatches(TimedSystem[] systems) =>
        [.. systems.Where(system => HeadlineDecoding.Steps.Except(Few).All(steps => system.Name != $"s{steps}"))];

    // A single sentence is decoded fastest on one thread, by every system; batches use all threads.
    private static Timing[] Time(ExperimentContext context, TimedSystem[] systems, int[][] sources, int size, Action<double> report)
    {
        using var thread = size == 1 ? new TorchThreads(1) : null;
        int[][][] batches = size == 1
            ? [.. sources.Take(Single(context.Profile)).Select(source => new[] { source })]
            : [.. sources.OrderBy(source => source.Length).Chunk(size)];
        return SpeedTrial.Run(systems, batches, size == 1 ? Rounds : BatchRounds, context.Cancellation, report);
    }

    private static Table Latency(Timing[] timings, long seed) => new(
        "speed-latency",
        $"One sentence at a time, one thread, {Format.Count(timings[0].Seconds.Length)} sentences, in milliseconds; how many times as fast "
        + "as autoregressive decoding, with the 95 % bootstrap interval. Three lengths; what one alone costs in "
        + "quality is in the table of choices of decoding.",
        ["system", "median", "p90", "words/s", "speed-up", "95 %"],
        [
            .. timings.Select(timing => (IReadOnlyList<string>)
            [
                timing.System.Label,
                SpeedTrial.Milliseconds(timing.Quantile(0.5)),
                SpeedTrial.Milliseconds(timing.Quantile(0.9)),
                Format.Count(Math.Round(timing.Tokens / timing.Total)),
                .. SpeedUp(timing, timings[0], seed),
            ]),
        ]);

    private static Table Throughput(Dictionary<int, Timing[]> byBatch, long seed) => new(
        "speed-throughput",
        $"Batches of sentences of like lengths, divided evenly among {get_num_threads()} threads: words a second, and how many times as "
        + "fast as autoregressive decoding. Parallel decoding takes at most 16 sentences at a time, which is faster than more.",
        ["system", .. Batches.Skip(1).SelectMany(size => new[] { $"words/s, {size}", "speed-up", "95 %" })],
        [
            .. byBatch[Batches[^1]].Select((timing, i) => (IReadOnlyList<string>)
            [
                timing.System.Label,
                .. Batches.Skip(1).SelectMany(size =>
                    new[]
                    {
                        Format.Count(Math.Round(byBatch[size][i].Tokens / byBatch[size][i].Total)),
                    }.Concat(SpeedUp(byBatch[size][i], byBatch[size][0], seed))),
            ]),
        ]);

    private static string[] SpeedUp(Timing timing, Timing baseline, long seed)
    {
        if (timing == baseline)
        {
            return ["1", ""];
        }

        var ratio = timing.FasterThan(baseline, seed);
        return [Times(ratio.Value)[..^1], $"{Times(ratio.Lower)[..^1]}–{Times(ratio.Upper)[..^1]}"];
    }

    private static int Single(Profile profile) => profile == Profile.Full ? 1000 : 100;

    private static int Batched(Profile profile) => profile == Profile.Full ? 1000 : 256;

    private static string Times(double ratio) => ratio.ToString("0.00", CultureInfo.InvariantCulture) + "×";
}
