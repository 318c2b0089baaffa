using Gmlm.Theory.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra;

namespace Gmlm.Theory.Information;

/// <summary>
/// tr Γ of the full Ising family, to the accuracy of double precision. Near a likely state s every x_i and x_i x_j is almost constant, and
/// their covariances are differences of nearly equal numbers; the indicators n_i = 1[x_i ≠ s_i] and n_i n_j say the same without
/// cancelling. With x_i = s_i (1 − 2 n_i) the parameters of n_i and n_i n_j are θ_i = −2 s_i h_i − 2 Σ_j s_i s_j J_ij and θ_ij = 4 s_i s_j
/// J_ij, hence J_ij = s_i s_j θ_ij / 4, h_i = −s_i (θ_i / 2 + Σ_j θ_ij / 4), and tr Γ follows from the covariance of θ̂.
/// </summary>
public static class ModeCoordinates
{
    // Below this the inverse of the scaled information has fewer than six digits.
    private const double LeastEigenvalue = 1e-9;

    /// <summary>
    /// tr Γ of h_0, …, h_{N−1} and all J_ij with masks from p_K, data from the model; null where doubles do not resolve it.
    /// </summary>
    public static double? Trace(Ising model, MaskDistribution masks)
    {
        var truth = model.Distribution();
        var mode = Array.IndexOf(truth.Probabilities.ToArray(), truth.Probabilities.ToArray().Max());
        var family = Family(model.Length, mode);
        var information = PseudolikelihoodInformation.At(family, Parameters(model, mode), truth, masks);

        // Every parameter is scaled by its own information, so that rare events have the same weight as frequent ones.
        var roots = information.Hessian.Diagonal().PointwiseSqrt();
        if (roots.Any(root => !(root > 0)))
        {
            return null;
        }

        var scale = Matrix<double>.Build.DiagonalOfDiagonalVector(1 / roots);
        var hessian = scale * information.Hessian * scale;
        if (!(Loewner.LeastEigenvalue(hessian) > LeastEigenvalue))
        {
            return null;
        }

        var covariance = scale * Loewner.Sandwich(hessian, scale * information.ScoreCovariance * scale) * scale;
        var trace = 0.0;
        for (var i = 0; i < model.Length; i++)
        {
            var field = Vector<double>.Build.Dense(family.Dimension, j => j == i ? 0.5 : 0);
            for (int j = 0; j < model.Length; j++)
            {
                if (i != j)
                {
                    field[Pair(model.Length, i, j)] = 0.25;
                }
            }

            trace += field * covariance * field;
        }

        for (var pair = model.Length; pair < family.Dimension; pair++)
        {
            trace += covariance[pair, pair] / 16;
        }

        return trace;
    }

    /// <summary>n_i, then n_i n_j for i &lt; j in lexicographic order.</summary>
    private static ExponentialFamily Family(int length, int mode)
    {
        var family = Ising.Family(length);
        var features = new double[family.Features.Length];
        for (var x = 0; x < family.Space.Count; x++)
        {
            var row = features.AsSpan(x * family.Dimension, family.Dimension);
            for (var i = 0; i < length; i++)
            {
                row[i] = (x ^ mode) >> i & 1;
                for (var j = 0; j < i; j++)
                {
                    row[Pair(length, i, j)] = row[i] * row[j];
                }
            }
        }

        return new ExponentialFamily(family.Space, family.Labels, features);
    }

    private static double[] Parameters(Ising model, int mode)
    {
        var parameters = new double[model.Length + (model.Length * (model.Length - 1) / 2)];
        for (var i = 0; i < model.Length; i++)
        {
            parameters[i] = -2 * Ising.Spin(mode, i) * model.Fields[i];
            for (var j = 0; j < model.Length; j++)
            {
                var signed = Ising.Spin(mode, i) * Ising.Spin(mode, j) * model.Couplings[i, j];
                parameters[i] -= 2 * signed;
                if (j != i)
                {
                    parameters[Pair(model.Length, i, j)] = 4 * signed;
                }
            }
        }

        return parameters;
    }

    private static int Pair(int length, int i, int j)
    {
        var (first, second) = i < j ? (i, j) : (j, i);
        return length + (first * length) - (first * (first + 1) / 2) + second - first - 1;
    }
}
