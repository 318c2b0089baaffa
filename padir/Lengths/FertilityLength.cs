using Gmlm.Padir.T5;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gmlm.Padir.Lengths;

/// <summary>
/// Estimates the length as a sum of expected fertilities, Σ_i Σ_δ p_i(δ) (1 + δ) with δ from −f − 1 to f. A small network computes from the
/// encoder's state of source token i the probability p_i(δ) that its fertility is 1 + δ. The gradient stops at the states.
/// </summary>
public sealed class FertilityLength : EstimatedLength
{
    private readonly float[] _values; // 1 + δ

    internal FertilityLength(int width, int range, long seed) : base(nameof(FertilityLength))
    {
        using var generator = new Generator((ulong)seed);
        var values = (2 * range) + 2;
        Inner = Parameter(empty(width, width).normal_(0, Math.Pow(width, -0.5), generator));
        Output = Parameter(empty(values, width).normal_(0, Math.Pow(width, -0.5), generator));
        _values = [.. Enumerable.Range(-range, (2 * range) + 2).Select(value => (float)value)];
        RegisterComponents();
    }

    /// <summary>(d, d).</summary>
    public readonly Parameter Inner;

    /// <summary>(2f + 2, d).</summary>
    public readonly Parameter Output;

    /// <inheritdoc/>
    protected override Tensor Estimate(EncodedSource source)
    {
        var inner = functional.linear(source.States.detach(), Inner).relu();     // (B, S, d)
        var shares = functional.linear(inner, Output).softmax(-1);               // (B, S, 2f + 2)
        var fertility = shares.matmul(tensor(_values, device: Inner.device)); // (B, S), Σ_δ p(δ)(1 + δ)
        return (fertility * source.Visible).sum(1);                              // (B)
    }
}
