using Gmlm.Padir.Runtime;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gmlm.Padir.T5;

/// <summary>
/// An encoder layer: self-attention and feed-forward block. Each is applied to the norm of its input and added to the input.
/// </summary>
internal sealed class EncoderLayer : Module
{
    private readonly T5Config _config;

    public EncoderLayer(T5Config config) : base(nameof(EncoderLayer))
    {
        _config = config;
        (SelfNorm, Self) = (new RmsNorm(config), new SelfAttention(config));
        (FeedForwardNorm, FeedForward) = (new RmsNorm(config), new FeedForward(config));
        RegisterComponents();
    }

    public readonly RmsNorm SelfNorm;

    public readonly SelfAttention Self;

    public readonly RmsNorm FeedForwardNorm;

    public readonly FeedForward FeedForward;

    public Tensor Forward(Tensor x, Tensor bias) // (B, S, d)
    {
        using var scope = NewDisposeScope();
        var dropout = training ? _config.Dropout : 0;
        x = x.Plus(SharedDropout.Apply(Self.Forward(SelfNorm.forward(x), bias), dropout));
        x = x.Plus(SharedDropout.Apply(FeedForward.forward(FeedForwardNorm.forward(x)), dropout));
        return x.MoveToOuterDisposeScope();
    }
}
