using MathNet.Numerics.LinearAlgebra;

namespace Gmlm.Theory.Inequalities;

/// <summary>
/// The Dirichlet form of a kernel P with stationary distribution p (paper, Definition 4), in its general formulas:
/// E(f, f) = ⟨f, (I − P) f⟩_p = ½ Σ_{x,y} p(x) P(x, y) (f(x) − f(y))². For block dynamics the third one,
/// E_K E Var(f given X_{−K}), is <see cref="Chains.BlockDynamics.DirichletForm"/>.
/// </summary>
public static class DirichletForm
{
    /// <summary>⟨f, (I − P) f⟩_p; <paramref name="kernel"/> is q^N × q^N, its rows summing to 1.</summary>
    public static double Inner(FiniteDistribution p, Matrix<double> kernel, ReadOnlySpan<double> f)
    {
        var image = kernel * Vector<double>.Build.DenseOfArray(f.ToArray());
        double sum = 0;
        for (var x = 0; x < f.Length; x++)
        {
            sum += p[x] * f[x] * (f[x] - image[x]);
        }

        return sum;
    }

    /// <summary>½ Σ p(x) P(x, y) (f(x) − f(y))²: equal to <see cref="Inner"/> as soon as p is stationary.</summary>
    public static double Pairs(FiniteDistribution p, Matrix<double> kernel, ReadOnlySpan<double> f)
    {
        double sum = 0;
        for (var x = 0; x < f.Length; x++)
        {
            for (var y = 0; y < f.Length; y++)
            {
                sum += p[x] * kernel[x, y] * (f[x] - f[y]) * (f[x] - f[y]);
            }
        }

        return sum / 2;
    }
}
