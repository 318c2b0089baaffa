using Gmlm.Padir.Configuration;
using Gmlm.Padir.ControlledPair;
using Gmlm.Padir.T5;
using Gmlm.Padir.Models;
using Gmlm.Padir.Runtime;
using Gmlm.Padir.Training;

namespace Gmlm.Reproduce.Claims.ControlledPair;

/// <summary>
/// The first updates of a small network, autoregressive and parallel, from fixed seeds and on one thread. Every loss on the way is gated:
/// a change of the data, the network, the corruption, the loss or the optimizer is then noticed within seconds, before any model is trained
/// again.
/// </summary>
public sealed class FirstUpdates : Experiment
{
    private const int Updates = 20;
    private const int Pairs = 300;
    private const int ValidationPairs = 24;
    private const double Least = 0.5;
    private const double NoRate = 1e-9;

    // Another processor sums in another order: with vectors of 128 bits, or with none, the losses differ from those with 256 bits by two
    // millionths at most.
    private static readonly Tolerance Rounding = Tolerance.Relative(1e-4);

    private static readonly Claim Learns = new(
        "first-updates",
        "T10b",
        "Training lowers the loss from its first updates on",
        Origin.Beyond,
        "our check",
        $"In {Updates} updates of a small network the validation loss falls by at least {Format.Exact(Least)} nats a token, with the "
        + "autoregressive objective and with the parallel one.",
        $"A network of two layers of 32 dimensions on {Pairs} pairs of the controlled language pair, from fixed seeds. The margin is the "
        + $"fall of the loss less {Format.Exact(Least)} nats. All losses on the way are gated, so that the snapshots notice a change of "
        + "training itself.",
        "The same updates at a learning rate of $10^(-9)$.") { IsImplementation = true };

    private static readonly T5Config Network = new()
    {
        VocabularySize = 1, // Replaced by the size of the pair's vocabulary.
        Width = 32,
        HeadWidth = 8,
        Heads = 4,
        FeedForwardWidth = 64,
        EncoderLayers = 2,
        DecoderLayers = 2,
        Dropout = 0,
        StartId = PairVocabulary.Bos,
    };

    private static readonly TrainingOptions Training = new()
    {
        Steps = Updates,
        BatchTokens = 512,
        LearningRate = 1e-2,
        WarmUp = 5,
        Decay = Decay.Constant,
        WeightDecay = 0.1,
        ValidateEvery = 1,
        Average = 4,
    };

    public override string Id => "first-updates";

    public override string Title => "The first updates";

    public override IReadOnlyList<Claim> Claims => [Learns];

    public override IReadOnlyDictionary<string, string> Parameters(Profile profile) => new Dictionary<string, string>
    {
        ["pair"] = $"{ControlledGrammar.CurrentVersion}, seed {HeldOut.PairSeed}",
        ["pairs"] = Format.Exact(Pairs),
        ["updates"] = Format.Exact(Updates),
        ["training-seed"] = Format.Exact(Training.Seed),
    };

    public override ExperimentResult Execute(ExperimentContext context)
    {
        using var threads = new TorchThreads(1);
        var grammar = new ControlledGrammar(HeldOut.PairSeed);
        var corpus = new PairCorpus(grammar, HeldOut.PairSeed);
        (int[] Source, int[] Target)[] Take(PairSplit split, int count) =>
            [.. corpus.Pairs(split).Take(count).Select(pair => (pair.Source, pair.Target))];
        var data = new TrainingData(Take(PairSplit.Train, Pairs), Take(PairSplit.Validation, ValidationPairs), []);
        var codec = TokenCodec.Of(grammar.Vocabulary);
        (string Name, DecoderMode Mode)[] kinds = [("autoregressive", DecoderMode.Causal), ("parallel", DecoderMode.Parallel)];
        var curves = new List<LossCurve>();
        var controls = new List<LossCurve>();
        foreach (var (name, mode) in kinds)
        {
            LossCurve With(TrainingOptions training) => Train(name, mode, codec, data, training, context.Cancellation);
            curves.Add(With(Training));
            controls.Add(With(Training with { LearningRate = NoRate, ValidateEvery = Updates }));
            context.Report((double)curves.Count / kinds.Length);
        }

        return Result(
            context,
            [ClaimVerdict.Of(Learns.Id, Compare(curves), Compare(controls))],
            [
                .. curves.SelectMany(curve => new[]
                {
                    new Metric($"loss.before.{curve.Name}", curve.Before.PerToken, "nats", null, Rounding),
                    new Metric($"loss.after.{curve.Name}", curve.After.PerToken, "nats", null, Rounding),
                    new Metric($"loss.chosen.{curve.Name}", curve.Chosen, "nats", null, Rounding),
                }),
            ],
            series: [.. curves.SelectMany(curve => curve.Series())]);
    }

    private static LossCurve Train(
        string name, DecoderMode mode, TokenCodec codec, TrainingData data, TrainingOptions training, CancellationToken cancel)
    {
        var config = new PadirConfig
        {
            Network = Network with { VocabularySize = codec.Size },
            Decoder = mode,
            Lengths = new LengthOptions { MaxLength = ControlledGrammar.LongestSentence },
            Loss = new LossOptions { Weighting = LossWeighting.Noise, ZLoss = 1e-4 },
            Training = training,
        };
        var examples = new Examples(config, codec.Tokens);
        using var model = new PadirModel(config);
        var trainer = new Trainer(model, codec.Tokens, examples.Of(data.Training), examples.Of(data.Validation));
        var curve = new LossCurve(name, trainer.Validate());
        curve.Chosen = trainer.Run(curve, cancel).Chosen.Loss;
        return curve;
    }

    private static Outcome Compare(IEnumerable<LossCurve> curves) => MarginLedger.Of(
        0,
        "what the loss must fall by is in the margin",
        from curve in curves
        let before = curve.Before.PerToken
        let after = curve.After.PerToken
        select (before - after - Least, FormattableString.Invariant($"{curve.Name}: {before:0.000} to {after:0.000}")));

    // The losses after each update.
    private sealed class LossCurve(string name, LossSums before) : IProgress<TrainingProgress>
    {
        private readonly List<TrainingProgress> _points = [];

        public string Name => name;

        public LossSums Before => before;

        public LossSums After => _points[^1].Validation!.Value;

        // The loss of the weights that training keeps: of the best state, or of the mean of the last ones.
        public double Chosen { get; set; }

        public void Report(TrainingProgress value) => _points.Add(value);

        public IEnumerable<Series> Series()
        {
            yield return Of("training", point => point.Loss);
            yield return Of("validation", point => point.Validation!.Value.PerToken);
            if (before.LengthLoss > 0)
            {
                yield return Of("length", point => point.Validation!.Value.PerLength);
            }
        }

        private Series Of(string what, Func<TrainingProgress, double> loss) =>
            new($"{name}.{what}", what, name, "", Rounding, [.. _points.Select(point => new SeriesPoint(point.Step, loss(point)))]);
    }
}
