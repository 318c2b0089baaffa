using Gmlm.Padir.Runtime;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gmlm.Padir.T5;

/// <summary>x + self-attention, (+ positional attention,) + cross-attention, + feed-forward, each of the norm of what comes in.</summary>
internal sealed class DecoderLayer : Module
{
    private readonly T5Config _config;

    public DecoderLayer(T5Config config) : base(nameof(DecoderLayer))
    {
        _config = config;
        (SelfNorm, Self) = (new RmsNorm(config), new SelfAttention(config));
        Positional = config.PositionalAttention ? new PositionalAttention(config) : null;
        (CrossNorm, Cross) = (new RmsNorm(config), new CrossAttention(config));
        (FeedForwardNorm, FeedForward) = (new RmsNorm(config), new FeedForward(config));
        RegisterComponents();
    }

    public readonly RmsNorm SelfNorm;

    public readonly SelfAttention Self;

    public readonly PositionalAttention? Positional;

    public readonly RmsNorm CrossNorm;

    public readonly CrossAttention Cross;

    public readonly RmsNorm FeedForwardNorm;

    public readonly FeedForward FeedForward;

    /// <param name="x">(B, L, d).</param>
    /// <param name="bias">Of self-attention: positions and what is hidden.</param>
    /// <param name="positions">Embeddings of all positions, (1, L, d), where there is positional attention.</param>
    /// <param name="source">This layer's keys and values of the source.</param>
    /// <param name="sourceBias">What of the source is hidden.</param>
    /// <param name="maps">Takes the attention maps when given.</param>
    public Tensor Forward(Tensor x, Tensor bias, Tensor? positions, KeyValue source, Tensor sourceBias, AttentionMaps? maps)
    {
        using var scope = NewDisposeScope();
        var dropout = training ? _config.Dropout : 0;
        x = x.Plus(SharedDropout.Apply(Self.Forward(SelfNorm.forward(x), bias, maps?.SelfList), dropout));
        if (Positional is not null)
        {
            x = x.Plus(Positional.Forward(x, positions!, bias, maps?.PositionalList));
        }

        x = x.Plus(SharedDropout.Apply(Cross.Forward(CrossNorm.forward(x), source, sourceBias, maps?.CrossList), dropout));
        x = x.Plus(SharedDropout.Apply(FeedForward.forward(FeedForwardNorm.forward(x)), dropout));
        maps?.MoveLastToOuterDisposeScope();
        return x.MoveToOuterDisposeScope();
    }
}
