using Gmlm.Theory.Objectives;

namespace Gmlm.Theory.Inequalities;

/// <summary>
/// −log of KL(q ‖ p) / block entropy over q = u² / ‖u‖². With r = q / p and g = (Σ_K p_K log(r / r̄_b)) / BE − log r / KL,
/// its derivative by u_x is 2 u_x (g(x) − E_q g) / ‖u‖². On the sphere the Fisher metric is the Euclidean one, and the edge, where some
/// q(x) = 0 and the maximum often lies, is at a finite distance; with a softmax it is at infinity, and convergence is slow. The maximum may
/// also be the limit q → p, where the ratio tends to a Rayleigh quotient of block dynamics.
/// </summary>
internal sealed class EntropyRatio(BlockEntropy entropy) : IObjective
{
    /// <summary>
    /// The smallest KL, in nats, at which the ratio is evaluated. At KL ~ ε² its rounding is of order 10⁻¹⁶ / ε, which a
    /// search would follow.
    /// </summary>
    public const double Nearest = 1e-8;

    private readonly double[] _ratio = new double[entropy.Reference.Space.Count];
    private readonly double[] _block = new double[entropy.Reference.Space.Count];

    public int Dimension => _ratio.Length;

    /// <summary>q of the given u.</summary>
    public FiniteDistribution At(ReadOnlySpan<double> parameters)
    {
        Fill(parameters);
        return FiniteDistribution.FromWeights(entropy.Reference.Space, [.. _ratio.Select((r, x) => r * entropy.Reference[x])]);
    }

    public double Evaluate(ReadOnlySpan<double> parameters, Span<double> gradient)
    {
        var norm = Fill(parameters);
        Array.Clear(_block);
        var (p, block) = (entropy.Reference, entropy.Of(_ratio, _block));
        double divergence = 0;
        for (var x = 0; x < _ratio.Length; x++)
        {
            divergence += p[x] * BlockEntropy.Phi(_ratio[x]);
        }

        double mean = 0;
        for (var x = 0; x < gradient.Length; x++)
        {
            gradient[x] = _ratio[x] > 0 ? (_block[x] / block) - (Math.Log(_ratio[x]) / divergence) : 0;
            mean += p[x] * _ratio[x] * gradient[x];
        }

        for (var x = 0; x < gradient.Length; x++)
        {
            gradient[x] = _ratio[x] > 0 ? 2 * parameters[x] * (gradient[x] - mean) / norm : 0;
        }

        return divergence < Nearest ? double.PositiveInfinity : Math.Log(block) - Math.Log(divergence);
    }

    // r into the buffer; ‖u‖² over the support of p.
    private double Fill(ReadOnlySpan<double> parameters)
    {
        var p = entropy.Reference;
        double norm = 0;
        for (var x = 0; x < _ratio.Length; x++)
        {
            norm += p[x] > 0 ? parameters[x] * parameters[x] : 0;
        }

        for (var x = 0; x < _ratio.Length; x++)
        {
            _ratio[x] = p[x] > 0 ? parameters[x] * parameters[x] / norm / p[x] : 0;
        }

        return norm;
    }
}
