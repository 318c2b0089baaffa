using Gmlm.Padir.Decoding;
using Gmlm.Padir.Runtime;
using Gmlm.Padir.T5;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gmlm.Padir.Lengths;

/// <summary>
/// p(length l | source) = softmax_l(h · e_l / √d). Here h is the encoder's state of the [LENGTH] token, which stands before the source, and
/// e_l is the embedding of the length l = 0 … max. The loss is the cross-entropy.
/// </summary>
public sealed class TokenLength : LengthPredictor
{
    private readonly double _scale;

    internal TokenLength(int width, int longest, long seed) : base(nameof(TokenLength))
    {
        _scale = Math.Pow(width, -0.5);
        using var generator = new Generator((ulong)seed);
        Embedding = Parameter(empty(longest + 1, width).normal_(0, 1, generator));
        RegisterComponents();
    }

    /// <summary>(max + 1, d).</summary>
    public readonly Parameter Embedding;

    /// <inheritdoc/>
    public override Tensor Loss(EncodedSource source, Tensor lengths)
    {
        using var scope = NewDisposeScope();
        return functional.cross_entropy(Logits(source), lengths).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    internal override IReadOnlyList<IReadOnlyList<int>> Candidates(EncodedSource source, IReadOnlyList<DecodingOptions> options)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var logs = Logits(source).log_softmax(-1).cpu().data<float>().ToArray(); // (B, max + 1)
        return [.. logs.Chunk((int)Embedding.shape[0]).Select((row, i) => LengthCandidates.Of(row, options[i]))];
    }

    private Tensor Logits(EncodedSource source) => functional.linear(source.States.select(1, 0).Times(_scale), Embedding); // (B, max + 1)
}
