using Gmlm.Padir.Runtime;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gmlm.Padir.T5;

/// <summary>
/// A decoder layer: self-attention, positional attention if the network has it, cross-attention and feed-forward block. Each is applied to
/// the norm of its input and added to the input.
/// </summary>
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
    /// <param name="bias">The bias of self-attention: relative positions and mask.</param>
    /// <param name="positions">The position embeddings, (1, L, d); null without positional attention.</param>
    /// <param name="source">The source's keys and values for this layer.</param>
    /// <param name="sourceBias">The mask of the source.</param>
    /// <param name="maps">The attention maps are appended here; null for none.</param>
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
