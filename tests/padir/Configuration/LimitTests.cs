using Gmlm.Padir.Configuration;
using Gmlm.Padir.T5;
using Gmlm.Padir.Tests.Model;
using Xunit;

namespace Gmlm.Padir.Tests.Configuration;

/// <summary>Every number of a configuration has limits: the numbers at a limit are allowed, the next ones are refused by name.</summary>
public sealed class LimitTests
{
    private const int Largest = 1 << 20;
    private static readonly PadirConfig Base = new() { Network = Tensors.Tiny };

    private static readonly int LastId = Tensors.Tiny.VocabularySize - 1;
    private static readonly double[] NotFinite = [double.NaN, double.PositiveInfinity];

    private static readonly Limit[] Limits =
    [
        Network("vocab_size", (c, x) => c with { VocabularySize = (int)x }, [2], [1]),
        Network("d_model", (c, x) => c with { Width = (int)x }, [1, Largest], [0, Largest + 1]),
        Network("d_kv", (c, x) => c with { HeadWidth = (int)x }, [1, Largest], [0, Largest + 1]),
        Network("num_heads", (c, x) => c with { Heads = (int)x, HeadWidth = 8 }, [1, Largest / 8], [0, (Largest / 8) + 1]),
        Network("d_ff", (c, x) => c with { FeedForwardWidth = (int)x }, [1, Largest], [0, Largest + 1]),
        Network("num_layers", (c, x) => c with { EncoderLayers = (int)x }, [1, 1024], [0, 1025]),
        Network("num_decoder_layers", (c, x) => c with { DecoderLayers = (int)x }, [1, 1024], [0, 1025]),
        Network("relative_attention_num_buckets", (c, x) => c with { Buckets = (int)x }, [4, Largest], [3, Largest + 1]),
        Network(
            "relative_attention_max_distance", (c, x) => c with { Buckets = 32, MaxDistance = (int)x }, [17, Largest], [16, Largest + 1]),
        Network("pad_token_id", (c, x) => c with { PadId = (int)x }, [0, LastId], [-1, LastId + 1]),
        Network("eos_token_id", (c, x) => c with { EosId = (int)x }, [0, LastId], [-1, LastId + 1]),
        Network("decoder_start_token_id", (c, x) => c with { StartId = (int)x }, [0, LastId], [-1, LastId + 1]),
        Network("num_positions", (c, x) => c with { Positions = (int)x }, [1, Largest], [0, Largest + 1]),
        Network("layer_norm_epsilon", (c, x) => c with { NormEpsilon = x }, [double.Epsilon, 1e300], [0, -1, .. NotFinite]),
        Network("dropout_rate", (c, x) => c with { Dropout = x }, [0, 0.99], [-0.01, 1, .. NotFinite]),
        Lengths("maxLength", (c, x) => c with { MaxLength = (int)x }, [1, 1 << 16], [0, (1 << 16) + 1]),
        Lengths("fertilityRange", (c, x) => c with { FertilityRange = (int)x }, [0, 64], [-1, 65]),
        Corruption("noiseDensity", (c, x) => c with { NoiseDensity = x }, [0, 1], [-0.01, 1.01, .. NotFinite]),
        Corruption("correct", (c, x) => c with { Correct = x, Random = 0 }, [0, 1], [-0.01, 1.01, .. NotFinite]),
        Corruption("random", (c, x) => c with { Random = x, Correct = 0 }, [0, 1], [-0.01, 1.01, .. NotFinite]),
        Loss("labelSmoothing", (c, x) => c with { LabelSmoothing = x }, [0, 0.99], [-0.01, 1, .. NotFinite]),
        Loss("zLoss", (c, x) => c with { ZLoss = x }, [0, 1e300], [-1, .. NotFinite]),
        Loss("lengthWeight", (c, x) => c with { LengthWeight = x }, [0, 1e300], [-1, .. NotFinite]),
        Loss("stages", (c, x) => c with { Stages = (int)x }, [1, 64], [0, 65]),
        Training("steps", (c, x) => c with { Steps = (int)x }, [1, int.MaxValue], [0, -1]),
        Training("batchTokens", (c, x) => c with { BatchTokens = (int)x }, [1, int.MaxValue], [0, -1]),
        Training("learningRate", (c, x) => c with { LearningRate = x }, [double.Epsilon, 1e300], [0, -1, .. NotFinite]),
        Training("warmUp", (c, x) => c with { WarmUp = (int)x }, [0, int.MaxValue], [-1]),
        Training("weightDecay", (c, x) => c with { WeightDecay = x }, [0, 1e300], [-1, .. NotFinite]),
        Training("firstMoment", (c, x) => c with { FirstMoment = x }, [0, 0.99], [-0.01, 1, .. NotFinite]),
        Training("secondMoment", (c, x) => c with { SecondMoment = x }, [0, 0.99], [-0.01, 1, .. NotFinite]),
        Training("clipNorm", (c, x) => c with { ClipNorm = x }, [double.Epsilon, double.PositiveInfinity], [0, -1, double.NaN]),
        Training("validateEvery", (c, x) => c with { ValidateEvery = (int)x }, [1, int.MaxValue], [0]),
        Training("average", (c, x) => c with { Average = (int)x }, [1, 100], [0, 101]),
    ];

    [Fact]
    public void A_number_beyond_its_limit_is_refused_by_name() => Assert.All(Limits, limit =>
    {
        Assert.All(limit.Allowed, number => Assert.DoesNotContain($"{limit.Key} is ", Refusal(limit, number), StringComparison.Ordinal));
        Assert.All(limit.Refused, number => Assert.Contains($"{limit.Key} is ", Refusal(limit, number), StringComparison.Ordinal));
    });

    [Fact]
    public void The_base_has_no_flaw() => Assert.Same(Base, Base.Checked());

    // Another number may become wrong by the change; its name is another.
    private static string Refusal(Limit limit, double number)
    {
        try
        {
            limit.Change(number).Checked();
            return "";
        }
        catch (ConfigurationException error)
        {
            return error.Message;
        }
    }

    private static Limit Network(string key, Func<T5Config, double, T5Config> change, double[] allowed, double[] refused) =>
        new($"network: {key}", x => Base with { Network = change(Base.Network, x) }, allowed, refused);

    private static Limit Lengths(string key, Func<LengthOptions, double, LengthOptions> change, double[] allowed, double[] refused) =>
        new($"lengths.{key}", x => Base with { Lengths = change(Base.Lengths, x) }, allowed, refused);

    private static Limit Corruption(
        string key, Func<CorruptionOptions, double, CorruptionOptions> change, double[] allowed, double[] refused) =>
        new($"corruption.{key}", x => Base with { Corruption = change(Base.Corruption, x) }, allowed, refused);

    private static Limit Loss(string key, Func<LossOptions, double, LossOptions> change, double[] allowed, double[] refused) =>
        new($"loss.{key}", x => Base with { Loss = change(Base.Loss, x) }, allowed, refused);

    private static Limit Training(string key, Func<TrainingOptions, double, TrainingOptions> change, double[] allowed, double[] refused) =>
        new($"training.{key}", x => Base with { Training = change(Base.Training, x) }, allowed, refused);

    private sealed record Limit(string Key, Func<double, PadirConfig> Change, double[] Allowed, double[] Refused);
}
