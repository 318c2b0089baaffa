using Gmlm.Padir.Runtime;
using Gmlm.Padir.T5;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gmlm.Padir.Lengths;

/// <summary>
/// Estimates the length as a · S + b, where S counts the source's tokens and its end. Initially a = 1 and b = −1, which gives as many words
/// as the source has.
/// </summary>
public sealed class AffineLength : EstimatedLength
{
    internal AffineLength() : base(nameof(AffineLength))
    {
        Slope = Parameter(ones(1));
        Intercept = Parameter(ScalarArithmetic.Filled([1], -1, ScalarType.Float32, CPU));
        RegisterComponents();
    }

    /// <summary>a, (1).</summary>
    public readonly Parameter Slope;

    /// <summary>b, (1).</summary>
    public readonly Parameter Intercept;

    /// <inheritdoc/>
    // (B)
    protected override Tensor Estimate(EncodedSource source) => (source.Visible.sum(1).to(ScalarType.Float32) * Slope).Plus(Intercept);
}
