using Gmlm.Padir.Runtime;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gmlm.Padir.T5;

/// <summary>
/// The decoder stack: layers and a final norm. The layers share the position bias and, with positional attention, the position embeddings.
/// </summary>
internal sealed class T5Decoder : Module
{
    private readonly T5Config _config;

    public T5Decoder(T5Config config) : base(nameof(T5Decoder))
    {
        _config = config;
        Positions = new PositionBias(config);
        Layers = new ModuleList<DecoderLayer>([.. Enumerable.Range(0, config.DecoderLayers).Select(_ => new DecoderLayer(config))]);
        Norm = new RmsNorm(config);
        AbsolutePositions = config.PositionalAttention ? Parameter(empty(config.Positions, config.Width)) : null;
        RegisterComponents();
    }

    public readonly PositionBias Positions;

    public readonly ModuleList<DecoderLayer> Layers;

    public readonly RmsNorm Norm;

    /// <summary>The position embeddings of positional attention, (positions, d); null without it.</summary>
    public readonly Parameter? AbsolutePositions;

    /// <summary>Computes every layer's keys and values of the encoder's states (B, S, d).</summary>
    public KeyValue[] Prepare(Tensor states)
    {
        using var scope = NewDisposeScope();
        KeyValue[] layers = [.. Layers.Select(layer => layer.Cross.Prepare(states))];
        scope.MoveToOuter(layers.SelectMany(layer => new[] { layer.Key, layer.Value }));
        return layers;
    }

    /// <param name="embedded">The embedded inputs, (B, L, d).</param>
    /// <param name="visible">Which positions may be attended to, bool (B, L); null for all.</param>
    /// <param name="mode">Causal or parallel.</param>
    /// <param name="source">The encoded sources.</param>
    /// <param name="maps">The attention maps are appended here; null for none.</param>
    /// <returns>States (B, L, d).</returns>
    public Tensor Forward(Tensor embedded, Tensor? visible, DecoderMode mode, EncodedSource source, AttentionMaps? maps)
    {
        using var scope = NewDisposeScope();
        var dropout = training ? _config.Dropout : 0;
        var length = (int)embedded.shape[1];
        var bias = Positions.Forward(length, length, mode == DecoderMode.Parallel); // (1, H, L, L)
        if (visible is not null)
        {
            bias = bias.Plus(AttentionMask.Padding(visible)); // (B, H, L, L)
        }

        var positions = AbsolutePositions?.narrow(0, 0, length).unsqueeze(0); // (1, L, d)
        var x = SharedDropout.Apply(embedded, dropout);
        for (var i = 0; i < Layers.Count; i++)
        {
            x = Layers[i].Forward(x, bias, positions, source[i], source.Bias, maps);
        }

        maps?.MoveToOuterDisposeScope();
        return SharedDropout.Apply(Norm.forward(x), dropout).MoveToOuterDisposeScope();
    }
}
