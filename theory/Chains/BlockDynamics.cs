using System.Buffers;
using System.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra;

namespace Gmlm.Theory.Chains;

/// <summary>
/// Block dynamics (k-Gibbs when p_K is uniform of size k): draw K ~ p_K, then resample x_K from p given x_{−K}. As an operator,
/// (P f)(x) = Σ_K p_K E_p[f given x_{−K}]: an average of projections, so reversible for p and positive semidefinite.
/// Where a block has probability zero its conditional does not exist; there the chain stays where it is, and such states carry
/// weight zero in every expectation.
/// </summary>
public sealed class BlockDynamics
{
    private readonly int[][] _offsets;
    private readonly int[][] _bases;
    private readonly double[][] _masses;
    private readonly BlockAverages _averages;
    private readonly double[]? _staying; // Σ of p_K over the masks whose block around x has probability zero; null when no block has
    private readonly Lazy<SlowMode> _slow;

    /// <summary>The chain that has p as its stationary distribution and draws its blocks from p_K.</summary>
    /// <exception cref="ArgumentException">p and p_K differ in N.</exception>
    public BlockDynamics(FiniteDistribution stationary, MaskDistribution masks)
    {
        if (stationary.Space.Length != masks.Length)
        {
            throw new ArgumentException($"masks of {masks.Length} positions on sequences of {stationary.Space.Length}", nameof(masks));
        }

        Stationary = stationary;
        Masks = masks;
        _offsets = [.. masks.Masks.Select(stationary.Space.Offsets)];
        _bases = [.. masks.Masks.Select(stationary.Space.Bases)];
        _masses = [.. _offsets.Zip(_bases, (offsets, bases) => bases.Select(first => Mass(first, offsets)).ToArray())];
        _averages = new BlockAverages(stationary.Space, masks, _masses);
        _staying = Staying();
        _slow = new Lazy<SlowMode>(() => SlowMode.Of(this));
    }

    /// <summary>p.</summary>
    public FiniteDistribution Stationary { get; }

    /// <summary>p_K.</summary>
    public MaskDistribution Masks { get; }

    /// <summary>
    /// 1 − λ₂, in [0, 1], as the least E(f, f) / Var_p(f): by dense eigen-decomposition on small spaces, matrix-free above. When it
    /// is not larger than <see cref="GapResolution"/>, double precision does not tell the chain from a reducible one, and the value
    /// is an upper bound only.
    /// </summary>
    public double SpectralGap => _slow.Value.Gap;

    /// <summary>
    /// Some eigenvalue of I − P lies this close to <see cref="SpectralGap"/>: the eigen-equation's residual, a few 10⁻¹⁵ at least.
    /// </summary>
    public double GapResolution => _slow.Value.Resolution;

    /// <summary>
    /// C_P = 1/gap, the least constant with Var_p(f) ≤ C_P E(f, f) for every f; infinite, or beyond what doubles resolve, when the
    /// chain is not irreducible.
    /// </summary>
    public double PoincareConstant => 1 / SpectralGap;

    /// <summary>An f with E_p f = 0, Var_p f = 1 and P f = λ₂ f, one number a state; zero where p is.</summary>
    public ReadOnlySpan<double> SlowEigenfunction => _slow.Value.Eigenfunction;

    /// <summary>P f into <paramref name="result"/>, both q^N long and not the same memory.</summary>
    public void Apply(ReadOnlySpan<double> f, Span<double> result)
    {
        var weighted = ArrayPool<double>.Shared.Rent(f.Length);
        TensorPrimitives.Multiply(Stationary.Probabilities, f, weighted);
        _averages.Apply(weighted.AsSpan(0, f.Length), result);
        ArrayPool<double>.Shared.Return(weighted);
        for (var x = 0; _staying is not null && x < result.Length; x++)
        {
            result[x] += _staying[x] * f[x];
        }
    }

    /// <summary>D^½ P D^−½ g into <paramref name="result"/>, from √p; g is zero where p is.</summary>
    internal void ApplySymmetrized(ReadOnlySpan<double> roots, ReadOnlySpan<double> g, Span<double> result)
    {
        var weighted = ArrayPool<double>.Shared.Rent(g.Length);
        TensorPrimitives.Multiply(roots, g, weighted);
        _averages.Apply(weighted.AsSpan(0, g.Length), result);
        ArrayPool<double>.Shared.Return(weighted);
        TensorPrimitives.Multiply(roots, result, result);
    }

    /// <summary>E(f, f) = E_K E_p Var_p(f given X_{−K}), by sums of squares: never negative, zero only for a constant f.</summary>
    public double DirichletForm(ReadOnlySpan<double> f)
    {
        var p = Stationary.Probabilities;
        double form = 0;
        for (var m = 0; m < _offsets.Length; m++)
        {
            double variance = 0;
            for (var b = 0; b < _bases[m].Length; b++)
            {
                var first = _bases[m][b];
                if (_masses[m][b] > 0)
                {
                    var mean = Mean(f, p, first, _offsets[m], _masses[m][b]);
                    foreach (var offset in _offsets[m])
                    {
                        var deviation = f[first + offset] - mean;
                        variance += p[first + offset] * deviation * deviation;
                    }
                }
            }

            form += Masks.Weights[m] * variance;
        }

        return form;
    }

    /// <summary>P as a dense matrix, rows summing to 1: entry (x, y) = Σ_K p_K p(y_K given x_{−K}) where y_{−K} = x_{−K}.</summary>
    /// <exception cref="InvalidOperationException">More than 1024 states.</exception>
    public Matrix<double> Kernel()
    {
        var count = SlowMode.RequireDense(Stationary.Space.Count);
        var kernel = Matrix<double>.Build.Dense(count, count);
        double[] indicator = new double[count], column = new double[count];
        for (var y = 0; y < count; y++)
        {
            indicator[y] = 1;
            Apply(indicator, column);
            kernel.SetColumn(y, column);
            indicator[y] = 0;
        }

        return kernel;
    }

    /// <summary>D^½ P D^−½ with D = diag(p), symmetric: entry (x, y) = Σ_K p_K √(p(x) p(y)) / p(x_{−K}) where y_{−K} = x_{−K}.</summary>
    internal Matrix<double> Symmetrized()
    {
        var count = SlowMode.RequireDense(Stationary.Space.Count);
        var entries = new double[count * count];
        for (var m = 0; m < _offsets.Length; m++)
        {
            var roots = new double[_offsets[m].Length];
            for (var b = 0; b < _bases[m].Length; b++)
            {
                if (_masses[m][b] == 0)
                {
                    continue;
                }

                // Square roots of conditionals: no product of two tiny probabilities is ever formed.
                var first = _bases[m][b];
                for (var i = 0; i < roots.Length; i++)
                {
                    roots[i] = Math.Sqrt(Stationary[first + _offsets[m][i]] / _masses[m][b]);
                }

                for (var i = 0; i < roots.Length; i++)
                {
                    var row = (first + _offsets[m][i]) * count;
                    var factor = Masks.Weights[m] * roots[i];
                    for (var j = 0; j < roots.Length; j++)
                    {
                        entries[row + first + _offsets[m][j]] += factor * roots[j];
                    }
                }
            }
        }

        return Matrix<double>.Build.Dense(count, count, entries);
    }

    private double[]? Staying()
    {
        if (_masses.All(masses => masses.All(mass => mass > 0)))
        {
            return null;
        }

        var staying = new double[Stationary.Space.Count];
        for (var m = 0; m < _offsets.Length; m++)
        {
            for (var b = 0; b < _bases[m].Length; b++)
            {
                foreach (var offset in _offsets[m])
                {
                    staying[_bases[m][b] + offset] += _masses[m][b] > 0 ? 0 : Masks.Weights[m];
                }
            }
        }

        return staying;
    }

    private static double Mean(ReadOnlySpan<double> f, ReadOnlySpan<double> p, int first, int[] offsets, double mass)
    {
        double sum = 0;
        foreach (var offset in offsets)
        {
            sum += p[first + offset] * f[first + offset];
        }

        return sum / mass;
    }

    private double Mass(int first, int[] offsets)
    {
        double mass = 0;
        foreach (var offset in offsets)
        {
            mass += Stationary[first + offset];
        }

        return mass;
    }
}
