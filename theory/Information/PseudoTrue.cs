using Gmlm.Theory.Estimation;
using Gmlm.Theory.Objectives;

namespace Gmlm.Theory.Information;

/// <summary>The pseudo-true parameter θ* = argmin L_PL of data that need not lie in the family.</summary>
public static class PseudoTrue
{
    /// <summary>Newton's method from 0.</summary>
    /// <exception cref="InvalidOperationException">No minimiser was reached, for example because it lies at infinity.</exception>
    public static double[] Minimize(ExponentialFamily family, FiniteDistribution data, MaskDistribution masks)
    {
        var fit = new NewtonMinimizer(1e-13)
            .Minimize(new Pseudolikelihood(family, MaskedData.Product(data, masks)), new double[family.Dimension]);
        return fit.GradientNorm < 1e-10 ? fit.Parameters
            : throw new InvalidOperationException(
                $"no minimiser: the gradient stays at {fit.GradientNorm:G3} after {fit.Iterations} Newton steps");
    }
}
