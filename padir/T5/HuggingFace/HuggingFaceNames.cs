using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gmlm.Padir.T5;

/// <summary>The role of a weight, which its initial standard deviation depends on.</summary>
internal enum WeightKind
{
    Norm,
    Embedding,
    Query,
    AttentionOutput,
    FeedForwardOutput,

    /// <summary>
    /// Weights that multiply states of width d (keys, values, feed-forward input, output matrix), and the position biases.
    /// </summary>
    Input,
}

/// <summary>
/// The place of a checkpoint's tensor in a network: a parameter, or some of its rows if the parameter joins several tensors.
/// </summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="FirstRow">The first row, from 0.</param>
/// <param name="Rows">The number of rows.</param>
internal readonly record struct WeightPlace(Parameter Parameter, long FirstRow, long Rows)
{
    /// <summary>A view of the rows, not a copy.</summary>
    public Tensor Tensor => Parameter.narrow(0, FirstRow, Rows);
}

/// <summary>One tensor of a checkpoint.</summary>
/// <param name="Name">Hugging Face's name.</param>
/// <param name="Kind">The tensor's role.</param>
/// <param name="Shape">The sizes of its dimensions.</param>
/// <param name="Place">Its place in a network.</param>
internal sealed record NamedWeight(string Name, WeightKind Kind, long[] Shape, Func<T5Network, WeightPlace> Place)
{
    /// <summary>A view of the tensor in a network, not a copy.</summary>
    public Tensor In(T5Network network) => Place(network).Tensor;
}

/// <summary>
/// The names of the weights in Hugging Face's T5, used by initialization, import and export. Hugging Face's T5 has no positional attention;
/// its weights are named in the same manner.
/// </summary>
internal sealed class HuggingFaceNames
{
    private readonly T5Config _config;
    private readonly List<NamedWeight> _weights = [];

    private HuggingFaceNames(T5Config config) => _config = config;

    /// <summary>All weights of a network with this configuration.</summary>
    public static IReadOnlyList<NamedWeight> Of(T5Config config)
    {
        var names = new HuggingFaceNames(config);
        names.Add("shared", WeightKind.Embedding, config.VocabularySize, config.Width, network => network.Embedding);
        names.Encoder();
        names.Decoder();
        if (!config.TieEmbeddings)
        {
            names.Add("lm_head", WeightKind.Input, config.VocabularySize, config.Width, network => network.Head!);
        }

        return names._weights;
    }

    private void Encoder()
    {
        for (var i = 0; i < _config.EncoderLayers; i++)
        {
            var index = i;
            EncoderLayer Layer(T5Network network) => network.Encoder.Layers[index];
            Self($"encoder.block.{i}.layer.0", network => Layer(network).SelfNorm, network => Layer(network).Self);
            FeedForward($"encoder.block.{i}.layer.1", network => Layer(network).FeedForwardNorm, network => Layer(network).FeedForward);
        }

        Stack("encoder", network => network.Encoder.Positions, network => network.Encoder.Norm);
    }

    private void Decoder()
    {
        for (var i = 0; i < _config.DecoderLayers; i++)
        {
            var index = i;
            DecoderLayer Layer(T5Network network) => network.Decoder.Layers[index];
            Self($"decoder.block.{i}.layer.0", network => Layer(network).SelfNorm, network => Layer(network).Self);
            Cross($"decoder.block.{i}.layer.1", network => Layer(network).CrossNorm, network => Layer(network).Cross);
            FeedForward($"decoder.block.{i}.layer.2", network => Layer(network).FeedForwardNorm, network => Layer(network).FeedForward);
            if (_config.PositionalAttention)
            {
                Positional($"decoder.block.{i}.positional", network => Layer(network).Positional!);
            }
        }

        Stack("decoder", network => network.Decoder.Positions, network => network.Decoder.Norm);
        if (_config.PositionalAttention)
        {
            Add(
                "decoder.position_embedding",
                WeightKind.Embedding,
                _config.Positions,
                _config.Width,
                network => network.Decoder.AbsolutePositions!);
        }
    }

    private void Self(string layer, Func<T5Network, RmsNorm> norm, Func<T5Network, SelfAttention> attention)
    {
        Norm($"{layer}.layer_norm", norm);
        (Parameter, int) Part(T5Network network, int part) => (attention(network).QueryKeyValue, part);
        Attention(
            $"{layer}.SelfAttention",
            network => Part(network, 0),
            network => Part(network, 1),
            network => Part(network, 2),
            network => attention(network).Output);
    }

    private void Cross(string layer, Func<T5Network, RmsNorm> norm, Func<T5Network, CrossAttention> attention)
    {
        Norm($"{layer}.layer_norm", norm);
        (Parameter, int) Part(T5Network network, int part) => (attention(network).KeyValue, part);
        Attention(
            $"{layer}.EncDecAttention",
            network => (attention(network).Query, 0),
            network => Part(network, 0),
            network => Part(network, 1),
            network => attention(network).Output);
    }

    private void Positional(string layer, Func<T5Network, PositionalAttention> attention)
    {
        Norm($"{layer}.layer_norm", network => attention(network).Norm);
        (Parameter, int) Part(T5Network network, int part) => (attention(network).QueryKey, part);
        Attention(
            $"{layer}.PositionalAttention",
            network => Part(network, 0),
            network => Part(network, 1),
            network => (attention(network).Value, 0),
            network => attention(network).Output);
    }

    private void FeedForward(string layer, Func<T5Network, RmsNorm> norm, Func<T5Network, FeedForward> block)
    {
        Norm($"{layer}.layer_norm", norm);
        var (d, inner) = (_config.Width, _config.FeedForwardWidth);
        string[] inputs = _config.FeedForward == FeedForwardKind.GatedGelu ? ["wi_0", "wi_1"] : ["wi"];
        for (var part = 0; part < inputs.Length; part++)
        {
            var index = part;
            Add($"{layer}.DenseReluDense.{inputs[part]}", WeightKind.Input, inner, d, network => Part(block(network).Input, index, inner));
        }

        Add($"{layer}.DenseReluDense.wo", WeightKind.FeedForwardOutput, d, inner, network => block(network).Output);
    }

    // Queries, keys and values are blocks of rows of joint matrices.
    private void Attention(
        string name, Func<T5Network, (Parameter, int)> query, Func<T5Network, (Parameter, int)> key, Func<T5Network, (Parameter,
        int)> value, Func<T5Network, Parameter> output)
    {
        var (d, inner) = (_config.Width, _config.InnerWidth);
        Func<T5Network, WeightPlace> Part(Func<T5Network, (Parameter Matrix, int Part)> place) =>
            network => HuggingFaceNames.Part(place(network).Matrix, place(network).Part, inner);
        Add($"{name}.q", WeightKind.Query, inner, d, Part(query));
        Add($"{name}.k", WeightKind.Input, inner, d, Part(key));
        Add($"{name}.v", WeightKind.Input, inner, d, Part(value));
        Add($"{name}.o", WeightKind.AttentionOutput, d, inner, output);
    }

    private void Stack(string stack, Func<T5Network, PositionBias> positions, Func<T5Network, RmsNorm> norm)
    {
        Add(
            $"{stack}.block.0.layer.0.SelfAttention.relative_attention_bias",
            WeightKind.Input,
            _config.Buckets,
            _config.Heads,
            network => positions(network).Weight);
        Norm($"{stack}.final_layer_norm", norm);
    }

    private void Norm(string name, Func<T5Network, RmsNorm> norm) =>
        _weights.Add(new NamedWeight(
            $"{name}.weight", WeightKind.Norm, [_config.Width], network => new WeightPlace(norm(network).Weight, 0, _config.Width)));

    private void Add(string name, WeightKind kind, long rows, long columns, Func<T5Network, Parameter> whole) =>
        Add(name, kind, rows, columns, network => new WeightPlace(whole(network), 0, rows));

    private void Add(string name, WeightKind kind, long rows, long columns, Func<T5Network, WeightPlace> place) =>
        _weights.Add(new NamedWeight($"{name}.weight", kind, [rows, columns], place));

    private static WeightPlace Part(Parameter matrix, int part, int rows) => new(matrix, (long)part * rows, rows);
}
