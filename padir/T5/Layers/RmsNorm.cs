using Gmlm.Padir.Runtime;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gmlm.Padir.T5;

/// <summary>x / √(mean x² + ε) · w, T5's layer norm, which neither subtracts a mean nor adds a bias (Zhang and Sennrich 2019).</summary>
internal sealed class RmsNorm : Module<Tensor, Tensor>
{
    private readonly double _epsilon;

    public RmsNorm(T5Config config) : base(nameof(RmsNorm))
    {
        _epsilon = config.NormEpsilon;
        Weight = Parameter(empty(config.Width));
        RegisterComponents();
    }

    public readonly Parameter Weight;

    public override Tensor forward(Tensor x) // (B, L, d)
    {
        using var squares = x.Squared();
        using var scale = squares.mean([-1], keepdim: true).PlusInPlace(_epsilon).rsqrt_(); // (B, L, 1)
        using var normed = x * scale;
        return normed * Weight;
    }
}
