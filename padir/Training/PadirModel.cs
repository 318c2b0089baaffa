using Gmlm.Padir.Configuration;
using Gmlm.Padir.Lengths;
using Gmlm.Padir.T5;
using Gmlm.Padir.Weights;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gmlm.Padir.Training;

/// <summary>A network with the length predictor and the rejecter that the configuration names. The caller disposes of it.</summary>
public sealed class PadirModel : Module
{
    private const string LengthPrefix = "length_predictor.";
    private const string RejecterPrefix = "rejecter.";

    /// <summary>Makes a model with random weights, drawn with training.seed.</summary>
    /// <exception cref="ConfigurationException">A value is out of range.</exception>
    public PadirModel(PadirConfig config) : this(config.Checked(), new T5Network(config.Network, config.Training.Seed))
    {
    }

    private PadirModel(PadirConfig config, T5Network network) : base(nameof(PadirModel))
    {
        Config = config;
        Network = network;
        Lengths = LengthPredictor.Of(config, config.Training.Seed + 1);
        Rejecter = config.LearnedRejecter ? new RejecterHead(config.Network.Width) : null;
        RegisterComponents();
    }

    /// <summary>The model's configuration.</summary>
    public PadirConfig Config { get; }

    /// <summary>The encoder-decoder.</summary>
    public readonly T5Network Network;

    /// <summary>The length predictor; null with gold lengths, on a canvas, and for autoregressive models.</summary>
    public readonly LengthPredictor? Lengths;

    /// <summary>The learned rejecter; null if the configuration has none.</summary>
    public readonly RejecterHead? Rejecter;

    /// <summary>Makes a model in evaluation mode with exactly these weights.</summary>
    /// <exception cref="ConfigurationException">A value is out of range.</exception>
    /// <exception cref="CheckpointException">Weights are missing, unknown or of another shape; the message names them.</exception>
    public static PadirModel Of(PadirConfig config, IReadOnlyList<WeightTensor> weights)
    {
        config.Checked();
        var auxiliary = weights.Where(IsAuxiliary).ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        var model = new PadirModel(config, HuggingFaceWeights.Import(config.Network, [.. weights.Where(tensor => !IsAuxiliary(tensor))]));
        using var noGradient = no_grad();
        foreach (var (name, parameter) in model.AuxiliaryParameters())
        {
            using var scope = NewDisposeScope();
            var given = auxiliary.Remove(name, out var tensor)
                ? tensor
                : throw new CheckpointException($"the weights are not those of the configuration: '{name}' is missing");
            if (!given.Shape.SequenceEqual(parameter.shape))
            {
                throw new CheckpointException(
                    $"tensor '{name}' has shape {WeightTensor.Show(given.Shape)}; the configuration asks for "
                        + $"{WeightTensor.Show(parameter.shape)}");
            }

            parameter.copy_(torch.tensor(given.Values, parameter.shape));
        }

        if (auxiliary.Count > 0)
        {
            throw new CheckpointException(
                $"the weights are not those of the configuration: '{auxiliary.Keys.Order(StringComparer.Ordinal).First()}' is extra");
        }

        model.eval();
        return model;
    }

    /// <summary>Returns all weights: the network's under Hugging Face's names, the others under their parameter names.</summary>
    public IEnumerable<WeightTensor> Export()
    {
        foreach (var weight in HuggingFaceWeights.Export(Network))
        {
            yield return weight;
        }

        foreach (var (name, parameter) in AuxiliaryParameters())
        {
            using var scope = NewDisposeScope();
            yield return new WeightTensor(name, parameter.shape, parameter.detach().cpu().contiguous().data<float>().ToArray());
        }
    }

    /// <summary>
    /// Copies every weight that another model has under the same name. Training a parallel model can thus start from an autoregressive one;
    /// weights that the other model lacks stay random.
    /// </summary>
    /// <exception cref="CheckpointException">A weight has another shape in the other model.</exception>
    public void BeginFrom(IEnumerable<WeightTensor> other)
    {
        using var noGradient = no_grad();
        var places = HuggingFaceNames.Of(Config.Network).Select(weight => (weight.Name, Tensor: weight.In(Network)))
            .Concat(AuxiliaryParameters().Select(pair => (pair.Name, Tensor: (Tensor)pair.Parameter)))
            .ToDictionary(pair => pair.Name, pair => pair.Tensor, StringComparer.Ordinal);
        foreach (var weight in other.Where(weight => places.ContainsKey(weight.Name)))
        {
            using var scope = NewDisposeScope();
            var place = places[weight.Name];
            if (!weight.Shape.SequenceEqual(place.shape))
            {
                throw new CheckpointException(
                    $"tensor '{weight.Name}' has shape {WeightTensor.Show(weight.Shape)}; the model to be begun has "
                        + $"{WeightTensor.Show(place.shape)}");
            }

            place.copy_(torch.tensor(weight.Values, [.. weight.Shape]));
        }
    }

    /// <summary>The parameters that are trained: the network's, and those of length predictor and rejecter.</summary>
    internal (IReadOnlyList<Parameter> Network, IReadOnlyList<Parameter> Auxiliary) Trained()
    {
        var frozen = Config.Training.Frozen;
        Parameter[] left =
        [
            .. frozen.HasFlag(Parts.Encoder) ? [.. Network.Encoder.parameters(), Network.Embedding] : Array.Empty<Parameter>(),
            .. frozen.HasFlag(Parts.Decoder) ? Network.Decoder.parameters() : [],
        ];
        var lengths = frozen.HasFlag(Parts.LengthPredictor) ? [] : Lengths?.parameters() ?? [];
        var rejecter = frozen.HasFlag(Parts.Rejecter) ? [] : Rejecter?.parameters() ?? [];
        return ([.. Network.parameters().Except(left)], [.. lengths, .. rejecter]);
    }

    /// <summary>The embeddings of tokens, positions and lengths, whose initial standard deviation is 1.</summary>
    internal IEnumerable<Parameter> Embeddings() =>
        new[] { Network.Embedding, Network.Decoder.AbsolutePositions, (Lengths as TokenLength)?.Embedding }.OfType<Parameter>();

    /// <summary>The rows of a parameter that project states to queries of attention, possibly none.</summary>
    internal IEnumerable<WeightPlace> Queries(Parameter parameter) => HuggingFaceNames.Of(Config.Network)
        .Where(weight => weight.Kind == WeightKind.Query).Select(weight => weight.Place(Network))
        .Where(place => ReferenceEquals(place.Parameter, parameter));

    private static bool IsAuxiliary(WeightTensor tensor) =>
        tensor.Name.StartsWith(LengthPrefix, StringComparison.Ordinal) || tensor.Name.StartsWith(RejecterPrefix, StringComparison.Ordinal);

    private IEnumerable<(string Name, Parameter Parameter)> AuxiliaryParameters() =>
    [
        .. Lengths?.named_parameters().Select(pair => (LengthPrefix + pair.name, pair.parameter)) ?? [],
        .. Rejecter?.named_parameters().Select(pair => (RejecterPrefix + pair.name, pair.parameter)) ?? [],
    ];
}
