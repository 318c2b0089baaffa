using Gmlm.Padir.Runtime;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gmlm.Padir.T5;

/// <summary>The encoder stack: layers that share one position bias, and a final norm.</summary>
internal sealed class T5Encoder : Module
{
    private readonly T5Config _config;

    public T5Encoder(T5Config config) : base(nameof(T5Encoder))
    {
        _config = config;
        Positions = new PositionBias(config);
        Layers = new ModuleList<EncoderLayer>([.. Enumerable.Range(0, config.EncoderLayers).Select(_ => new EncoderLayer(config))]);
        Norm = new RmsNorm(config);
        RegisterComponents();
    }

    public readonly PositionBias Positions;

    public readonly ModuleList<EncoderLayer> Layers;

    public readonly RmsNorm Norm;

    /// <summary>
    /// Returns the states (B, S, d) of embedded ids (B, S, d); <paramref name="visible"/>, bool (B, S), is false at padding.
    /// </summary>
    public Tensor Forward(Tensor embedded, Tensor visible)
    {
        using var scope = NewDisposeScope();
        var dropout = training ? _config.Dropout : 0;
        var length = (int)embedded.shape[1];
        var bias = Positions.Forward(length, length, bidirectional: true).Plus(AttentionMask.Padding(visible)); // (B, H, S, S)
        var x = SharedDropout.Apply(embedded, dropout);
        foreach (var layer in Layers)
        {
            x = layer.Forward(x, bias);
        }

        return SharedDropout.Apply(Norm.forward(x), dropout).MoveToOuterDisposeScope();
    }
}
