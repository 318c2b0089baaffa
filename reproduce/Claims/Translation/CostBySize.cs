using Gmlm.Padir.Configuration;
using Gmlm.Padir.Decoding;
using Gmlm.Padir.T5;
using Gmlm.Padir.Models;
using Gmlm.Padir.Runtime;
using Gmlm.Padir.Training;

namespace Gmlm.Reproduce.Claims.Translation;

/// <summary>
/// The cost of decoding as the network grows, one sentence at a time. A step of autoregressive decoding reads every weight for one word; a
/// pass of parallel decoding reads every weight for all words. The weights of the small network of the captions fit into the processor's
/// cache, so that reading them takes little time; larger networks, such as the paper's, are memory-bound. The weights are random: the
/// output has no meaning, but the time does not depend on it.
/// </summary>
public sealed class CostBySize : Experiment
{
    private const int Words = 16;
    private const int Rounds = 5;
    private const int Masks = 100;
    private const int SeveralLengths = 3;

    private static readonly int[] Steps = [1, 2, 4, 10];
    private static readonly int[] StepsOfSeveral = [2, 4];

    // Of masked generation on a canvas: cells for each source token, passes.
    private static readonly (double Factor, int Steps)[] Canvases = [(2, 1), (2, 2), (1.5, 2), (1.5, 4)];

    private static readonly T5Config Captions = Recipes.Find("ar-en-de")!.Config.Network;

    private static readonly Shape Small = new(
        "t5-small", "T5-small", Captions with
        {
            VocabularySize = 32_128, Width = 512, HeadWidth = 64, Heads = 8, FeedForwardWidth = 2048, EncoderLayers = 6, DecoderLayers = 6,
        });

    private static readonly Shape[] Shapes =
    [
        new("captions", "captions", Captions),
        new(
            "headline",
            "192 wide, 6 + 6 layers",
            Captions with { Width = 192, Heads = 6, FeedForwardWidth = 768, EncoderLayers = 6, DecoderLayers = 6 }),
        new(
            "double",
            "twice as wide",
            Captions with { Width = 2 * Captions.Width, Heads = 2 * Captions.Heads, FeedForwardWidth = 2 * Captions.FeedForwardWidth }),
        Small,
        new(
            "t5-base",
            "T5-base",
            Small.Network with { Width = 768, Heads = 12, FeedForwardWidth = 3072, EncoderLayers = 12, DecoderLayers = 12 }),
    ];

    private static readonly Claim Faster = new(
        "faster-at-size",
        "T33",
        "At T5's size parallel decoding is two to three times as fast",
        Origin.Reconstructed,
        "the paper's speed comparison; our bounds",
        $"With networks of T5-small's shape, {Words} words and one length, PaDIR is at least "
        + string.Join(
            " and ",
            SpeedTrial.Bounds.Select(
                bound => $"{bound.Least.ToString("0.0", CultureInfo.InvariantCulture)} times as fast in {bound.Steps} iterations"))
        + " as greedy autoregressive decoding with a key/value cache: the bounds that the small network of the captions does not reach.",
        "Random weights; from token ids to token ids, the encoder inside the timer; one sentence at a time on one thread, in turns, warm, "
        + "the shortest of the rounds. The length is given: to predict it takes one product of the width with the number of lengths, less "
        + "than a thousandth of a pass. The margin is the ratio over the bound, less 1.",
        $"{Steps[^1]} iterations in place of each.");

    private sealed record Shape(string Name, string Label, T5Config Network);

    private sealed record Row(Shape Shape, long Weights, Timing[] Timings)
    {
        public double Ratio(string system) => Timings[0].Total / Timings.Single(timing => timing.System.Name == system).Total;
    }

    public override string Id => "cost-by-size";

    public override string Title => "Cost of decoding by size of the network";

    public override IReadOnlyList<Claim> Claims => [Faster];

    public override IReadOnlyDictionary<string, string> Parameters(Profile profile) => new Dictionary<string, string>
    {
        ["shapes"] = string.Join(' ', In(profile).Select(shape => shape.Name)),
        ["words"] = Format.Exact(Words),
        ["iterations"] = string.Join(' ', Steps),
        ["rounds"] = Format.Exact(Rounds),
    };

    public override ExperimentResult Execute(ExperimentContext context)
    {
        if (SpeedTrial.SkippedIn(context.Profile) is { } reason)
        {
            return Result(context, [ClaimVerdict.Skipped(Faster.Id, reason)], []);
        }

        var shapes = In(context.Profile);
        var rows = shapes.Select((shape, i) => Time(shape, context.Cancellation, share => context.Report((i + share) / shapes.Length)))
            .ToArray();
        var small = rows.Single(row => row.Shape == Small);
        return Result(
            context,
            [ClaimVerdict.Of(Faster.Id, Compare(steps => steps), Compare(_ => Steps[^1]))],
            [
                .. rows.SelectMany(row => row.Timings.Skip(1).Select(timing => new Metric(
                    $"speed-up.{row.Shape.Name}.{timing.System.Name}", row.Ratio(timing.System.Name), "×", null, Tolerance.Ratio(2)))),
            ],
            [CostTable(rows)]);

        Outcome Compare(Func<int, int> inPlaceOf) => MarginLedger.Of(
            0,
            "the allowance is in the margin",
            from bound in SpeedTrial.Bounds
            let steps = inPlaceOf(bound.Steps)
            let ratio = small.Ratio($"s{steps}")
            select ((ratio / bound.Least) - 1, FormattableString.Invariant($"{steps} iterations: {ratio:0.00}× for {bound.Least:0.0}×")));
    }

    // T5-base takes 4 GB for its weights and their prepared copies.
    private static Shape[] In(Profile profile) => profile == Profile.Full ? Shapes : Shapes[..^1];

    private static Row Time(Shape shape, CancellationToken cancellation, Action<double> report)
    {
        using var thread = new TorchThreads(1);
        using var causal = Causal(shape.Network);
        using var shallow = Causal(Shallow(shape.Network));
        var config = InParallel(shape.Network);
        using var parallel = Translating(Evaluated(new PadirModel(config)));
        var canvases = Canvases.Select(canvas => canvas.Factor)
            .Distinct()
            .ToDictionary(factor => factor, factor => Canvas(config, factor));
        using var cheap = canvases[1.5];
        using var large = canvases[2];
        int[][] batch = [[.. Enumerable.Range(0, Words).Select(i => Tokens(shape.Network).FirstWord + (i * 37))]];
        TimedSystem[] systems =
        [
            FixedLength.Autoregressive(causal, Words),
            .. Steps.Select(steps => FixedLength.InParallel(parallel, Words, steps)),
            .. StepsOfSeveral.Select(steps => FixedLength.InParallel(parallel, Words, steps, SeveralLengths)),
            FixedLength.Autoregressive(shallow, Words, "shallow-ar"),
            .. Canvases.Select(canvas => FixedLength.OnCanvas(canvases[canvas.Factor], canvas.Steps, CanvasName(canvas))),
        ];
        return new Row(
            shape,
            causal.Model.parameters().Sum(parameter => parameter.numel()),
            SpeedTrial.Run(systems, [batch], Rounds, cancellation, report));
    }

    /// <summary>The parallel network of a shape, with the parts of the models that are measured elsewhere.</summary>
    internal static PadirConfig InParallel(T5Config network) => new() { Network = network with { PositionalAttention = true } };

    private static TranslationModel Canvas(PadirConfig config, double factor) => Translating(Evaluated(new PadirModel(config with
    {
        Lengths = new LengthOptions { Predictor = LengthPredictorKind.Canvas, CanvasFactor = factor },
        Corruption = new CorruptionOptions { Input = InputScheme.MaskRange },
    })));

    private static string CanvasName((double Factor, int Steps) canvas) =>
        FormattableString.Invariant($"canvas{canvas.Factor}.s{canvas.Steps}");

    // As many weights, in one decoder layer and a deeper encoder: the autoregressive rival to fear (Kasai et al. 2021). A decoder layer
    // has attention to the source besides.
    private static T5Config Shallow(T5Config network)
    {
        long attention = 4L * network.Width * network.InnerWidth, feedForward = 2L * network.Width * network.FeedForwardWidth;
        var moved = (network.DecoderLayers - 1) * ((2 * attention) + feedForward) / (attention + feedForward);
        return network with { EncoderLayers = network.EncoderLayers + (int)moved, DecoderLayers = 1 };
    }

    // The end token has the logit 0, which is never the largest of thousands.
    private static TranslationModel Causal(T5Config network)
    {
        var config = new PadirConfig { Network = network, Decoder = DecoderMode.Causal };
        using var random = new PadirModel(config);
        var weights = random.Export().ToList();
        var embedding = weights.Single(weight => weight.Shape.SequenceEqual([network.VocabularySize, network.Width]));
        Array.Clear(embedding.Values, network.EosId * network.Width, network.Width);
        return Translating(PadirModel.Of(config, weights));
    }

    private static TranslationModel Translating(PadirModel model) => new(model, Tokens(model.Config.Network));

    private static PadirModel Evaluated(PadirModel model)
    {
        model.eval();
        return model;
    }

    private static DecodingTokens Tokens(T5Config network)
    {
        var words = network.VocabularySize - Masks - 1;
        return new DecodingTokens(
            network.PadId,
            network.EosId,
            words,
            i => words + i,
            Masks,
            network.StartId + 1,
            words - network.StartId - 1,
            network.VocabularySize - 1,
            network.StartId);
    }

    private static Table CostTable(Row[] rows) => new(
        "cost-by-size",
        $"Milliseconds a sentence of {Words} words by the network's shape, and in brackets how many times as fast as autoregressive "
        + $"decoding: random weights, one sentence at a time, one thread. Behind them {SeveralLengths} lengths; an autoregressive model of "
        + "as many weights with one decoder layer; and masked generation on a canvas of $f n + 2$ cells.",
        [
            "shape",
            "weights, millions",
            "AR",
            .. Steps.Select(steps => $"S = {steps}"),
            .. StepsOfSeveral.Select(steps => $"S = {steps}, {SeveralLengths} lengths"),
            "AR, 1 layer",
            .. Canvases.Select(canvas => FormattableString.Invariant($"f = {canvas.Factor}, S = {canvas.Steps}")),
        ],
        [
            .. rows.Select(row => (IReadOnlyList<string>)
            [
                row.Shape.Label,
                (row.Weights / 1e6).ToString("0.0", CultureInfo.InvariantCulture),
                SpeedTrial.Milliseconds(row.Timings[0].Total),
                .. row.Timings.Skip(1).Select(timing =>
                    $"{SpeedTrial.Milliseconds(timing.Total)} "
                    + $"({row.Ratio(timing.System.Name).ToString("0.0", CultureInfo.InvariantCulture)})"),
            ]),
        ]);
}
