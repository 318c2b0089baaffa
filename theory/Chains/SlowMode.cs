using System.Numerics.Tensors;
using Gmlm.Theory.Random;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.LinearAlgebra;

namespace Gmlm.Theory.Chains;

/// <summary>
/// The slowest mode of a block dynamics: an eigenfunction f of λ₂ with mean 0 and variance 1 under p, and gap = 1 − λ₂ as E(f, f). That
/// sum of squares is never below the gap, and an error δ of f moves it by δ² only; 1 − λ₂ itself would lose its digits as λ₂ → 1.
/// </summary>
/// <param name="Gap">E(f, f), in [0, 1].</param>
/// <param name="Eigenfunction">f, one number a state; zero where p is.</param>
/// <param name="Resolution">
/// ‖S v − λ v‖ for S = D^½ P D^−½, v = √p f, or rounding if that is more: an eigenvalue lies this close to 1 − Gap.
/// </param>
internal sealed record SlowMode(double Gap, double[] Eigenfunction, double Resolution)
{
    /// <summary>The largest q^N that is decomposed densely; 1024 states take a few seconds.</summary>
    public const int MaxDenseStates = 1024;

    /// <summary>The largest number of states for which the dense decomposition is faster.</summary>
    private const int SmallStates = 64;

    /// <summary>A dozen roundings of numbers of size 1.</summary>
    private const double Rounding = 2e-15;

    /// <summary>Eigenvalues whose distance is at most this share of the gap count as equal.</summary>
    private const double EqualWithin = 1e-12;

    private const int MaxApplications = 4000;

    /// <summary>The slow mode, by the faster of the two methods.</summary>
    public static SlowMode Of(BlockDynamics chain) => chain.Stationary.Space.Count <= SmallStates ? Dense(chain) : Iterative(chain);

    /// <summary>
    /// By the eigen-decomposition of D^½ P D^−½ − 2 √p √pᵀ: the constants, whose eigenvalue is 1, move to −1, so that the largest
    /// remaining eigenvalue is λ₂ ≥ 0 and its eigenvector is orthogonal to √p even where λ₂ = 1 or all others are 0. If several
    /// eigenvectors belong to λ₂ (all of them if a block has every position), f is the projection of a fixed normal function onto their
    /// span. A single eigenvector of the decomposition may be concentrated on the rarest state, with a value so large that double
    /// precision loses all others.
    /// </summary>
    public static SlowMode Dense(BlockDynamics chain)
    {
        // States of probability zero are cut out: they carry no function of L²(p).
        var p = chain.Stationary;
        var support = Enumerable.Range(0, p.Space.Count).Where(x => p[x] > 0).ToArray();
        if (support.Length == 1)
        {
            return Trivial(chain);
        }

        var full = chain.Symmetrized();
        var deflated = Matrix<double>.Build.Dense(support.Length, support.Length, (i, j) =>
            full[support[i], support[j]] - (2 * Math.Sqrt(p[support[i]]) * Math.Sqrt(p[support[j]])));
        var decomposition = deflated.Evd(Symmetricity.Symmetric);
        double[] values = [.. decomposition.EigenValues.Select(value => value.Real)];
        var least = values.Max() - (EqualWithin * Math.Max(0, 1 - values.Max()));
        var slowest = Enumerable.Range(0, values.Length)
            .Where(j => values[j] >= least)
            .Select(j => decomposition.EigenVectors.Column(j))
            .ToArray();
        var mode = slowest.Length == 1
            ? slowest[0]
            : slowest.Select(each => each * each.DotProduct(Start(p, support))).Aggregate((sum, part) => sum + part);
        var vector = new double[p.Space.Count];
        for (var i = 0; i < support.Length; i++)
        {
            vector[support[i]] = mode[i];
        }

        return From(chain, vector);
    }

    /// <summary>
    /// Matrix-free, by <see cref="Lanczos"/> on the complement of √p; a few dozen vectors of q^N numbers. The residual asked for is a
    /// millionth of the gap, between 10⁻¹³ and 10⁻¹⁰. The start is a fixed normal vector: the same chain gives the same numbers.
    /// </summary>
    public static SlowMode Iterative(BlockDynamics chain)
    {
        var p = chain.Stationary;
        var roots = new double[p.Space.Count];
        TensorPrimitives.Sqrt(p.Probabilities, roots);
        if (roots.Count(root => root > 0) == 1)
        {
            return Trivial(chain);
        }

        var random = RandomStream.Fork(0, "slow-mode");
        double[] start = [.. roots.Select(root => root > 0 ? Normal.Sample(random, 0, 1) : 0)];
        var pair = Lanczos.Largest((x, y) =>
            chain.ApplySymmetrized(roots, x, y), roots, start, value => Math.Clamp(1e-6 * (1 - value), 1e-13, 1e-10), MaxApplications);
        return From(chain, pair.Eigenvector);
    }

    /// <summary>Returns the count, or throws an error that names the limit.</summary>
    public static int RequireDense(int count) => count <= MaxDenseStates ? count
        : throw new InvalidOperationException($"{count} states are more than the {MaxDenseStates} that a dense matrix is built for");

    // √p g, g normal.
    private static Vector<double> Start(FiniteDistribution p, int[] support)
    {
        var random = RandomStream.Fork(0, "slow-mode");
        return Vector<double>.Build.DenseOfEnumerable(support.Select(x => Math.Sqrt(p[x]) * Normal.Sample(random, 0, 1)));
    }

    private static SlowMode Trivial(BlockDynamics chain) => new(1, new double[chain.Stationary.Space.Count], 0);

    private static SlowMode From(BlockDynamics chain, double[] vector)
    {
        var p = chain.Stationary;
        double[] roots = new double[vector.Length], image = new double[vector.Length], eigenfunction = new double[vector.Length];
        TensorPrimitives.Sqrt(p.Probabilities, roots);
        for (var x = 0; x < vector.Length; x++)
        {
            eigenfunction[x] = roots[x] > 0 ? vector[x] / roots[x] : 0;
        }

        var (mean, scale) = (p.Expect(eigenfunction), Math.Sqrt(p.Variance(eigenfunction)));
        for (var x = 0; x < vector.Length; x++)
        {
            eigenfunction[x] = roots[x] > 0 ? (eigenfunction[x] - mean) / scale : 0;
        }

        var gap = Math.Clamp(chain.DirichletForm(eigenfunction), 0, 1);
        TensorPrimitives.Multiply<double>(eigenfunction, roots, vector);
        chain.ApplySymmetrized(roots, vector, image);
        TensorPrimitives.MultiplyAdd<double>(vector, gap - 1, image, image);
        return new SlowMode(gap, eigenfunction, Math.Max(Rounding, TensorPrimitives.Norm<double>(image)));
    }
}
