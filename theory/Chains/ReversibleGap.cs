using Gmlm.Theory.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra;

namespace Gmlm.Theory.Chains;

/// <summary>
/// C_P = 1/gap of a small reversible chain, to nearly all digits however slow the chain is (1 − λ₂ from an eigenvalue would lose them below
/// 10⁻¹⁵). With f(g) = 0 at the likeliest state g, C_P = max Var(f)/E(f, f) over f on the others, where E = fᵀ D (I − P) f and
/// Var = fᵀ (D − π πᵀ) f: the largest eigenvalue of (1 − c v vᵀ) D^½ (I − P)⁻¹ D^−½ (1 − c v vᵀ), v = √π, c = 1/(1 + √π_g). The inverse, of
/// an M-matrix, is found by elimination without a subtraction (<see cref="StationaryDistribution"/>).
/// </summary>
public static class ReversibleGap
{
    /// <summary>
    /// C_P from P (rows summing to 1; the diagonal plays no part) and the logarithms of π, up to a constant; infinite when it is
    /// beyond doubles.
    /// </summary>
    /// <exception cref="ArgumentException">Sizes that do not fit.</exception>
    public static double PoincareConstant(double[,] kernel, ReadOnlySpan<double> logWeights)
    {
        var count = logWeights.Length;
        if (kernel.GetLength(0) != count || kernel.GetLength(1) != count)
        {
            throw new ArgumentException($"a kernel of {count}×{count} expected", nameof(kernel));
        }

        var logs = logWeights.ToArray();
        var ground = Array.IndexOf(logs, logs.Max());
        var normaliser = Logarithms.Sum(logs);
        int[] others = [.. Enumerable.Range(0, count).Where(x => x != ground)];
        if (others.Length == 0)
        {
            return 1;
        }

        var inverse = Inverse(kernel, others, ground);
        var v = Vector<double>.Build.Dense(others.Length, i => Math.Exp((logs[others[i]] - normaliser) / 2));
        var c = 1 / (1 + Math.Exp((logs[ground] - normaliser) / 2));

        // The two expressions are equal; the one that starts from the rarer state does not overflow.
        double Scaled(int i, int j) => logs[others[i]] <= logs[others[j]]
            ? inverse[i, j] * Math.Exp((logs[others[i]] - logs[others[j]]) / 2)
            : inverse[j, i] * Math.Exp((logs[others[j]] - logs[others[i]]) / 2);
        var scaled = Matrix<double>.Build.Dense(others.Length, others.Length, Scaled);
        var centre = Matrix<double>.Build.DenseIdentity(others.Length) - (c * v.OuterProduct(v));
        var form = centre * scaled * centre;
        return form.Enumerate().All(double.IsFinite) ? Loewner.Eigenvalues(form)[^1] : double.PositiveInfinity;
    }

    /// <summary>
    /// (I − P)⁻¹ on the states other than the ground: column by column the mean visits. Elimination turns I − P into U with unit rows; both
    /// the forward and the backward pass only add.
    /// </summary>
    private static double[,] Inverse(double[,] kernel, int[] others, int ground)
    {
        var n = others.Length;
        var p = new double[n, n + 1]; // the last column leads to the ground
        var right = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            right[i, i] = 1;
            p[i, n] = kernel[others[i], ground];
            for (var j = 0; j < n; j++)
            {
                p[i, j] = kernel[others[i], others[j]];
            }
        }

        for (var b = n - 1; b >= 0; b--)
        {
            var leaving = p[b, n];
            for (var j = 0; j < b; j++)
            {
                leaving += p[b, j];
            }

            for (var j = 0; j <= n; j++)
            {
                p[b, j] /= j < b || j == n ? leaving : 1;
            }

            for (var j = 0; j < n; j++)
            {
                right[b, j] /= leaving;
            }

            for (var i = 0; i < b; i++)
            {
                var weight = p[i, b];
                p[i, n] += weight * p[b, n]; // The diagonal changes below as well; nothing reads it.
                for (var j = 0; j < b; j++)
                {
                    p[i, j] += weight * p[b, j];
                }

                for (var j = b; j < n; j++)
                {
                    right[i, j] += weight * right[b, j];
                }
            }
        }

        for (var b = 0; b < n; b++)
        {
            for (var i = 0; i < b; i++)
            {
                for (var j = 0; j < n; j++)
                {
                    right[b, j] += p[b, i] * right[i, j];
                }
            }
        }

        return right;
    }
}
