using Gmlm.Theory.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra;

namespace Gmlm.Theory.Chains;

/// <summary>
/// Block dynamics whose block depends on the state: K ~ w(· given x), then x_K from p(x_K given x_{−K}, K) ∝ p(x) w(K given x), so that
/// p(x) P(x, y) = Σ_K W_K(x) W_K(y) / W_K(x_{−K}) with W_K = p · w(K given ·): symmetric. It is the projection of functions of (x, K) onto
/// those of (x_{−K}, K), seen from x: reversible and positive semidefinite.
/// </summary>
public sealed class AdaptiveBlockDynamics
{
    private readonly Matrix<double> _flow; // p(x) P(x, y)

    /// <summary>
    /// The chain. If <paramref name="tilted"/> is false, x_K is drawn from p(x_K given x_{−K}), which ignores what K reveals about x, and
    /// p is not stationary.
    /// </summary>
    /// <exception cref="ArgumentException">p has zeros.</exception>
    /// <exception cref="InvalidOperationException">More than 1024 states.</exception>
    public AdaptiveBlockDynamics(FiniteDistribution stationary, AdaptiveMasks masks, bool tilted = true)
    {
        if (stationary.Probabilities.Contains(0))
        {
            throw new ArgumentException("every state needs a positive probability", nameof(stationary));
        }

        Stationary = stationary;
        var space = stationary.Space;
        var count = SlowMode.RequireDense(space.Count);
        var entries = new double[count * count];
        for (var m = 0; m < masks.Masks.Count; m++)
        {
            var row = masks.Row(m);
            var offsets = space.Offsets(masks.Masks[m]);
            foreach (var first in space.Bases(masks.Masks[m]))
            {
                double mass = 0;
                foreach (var offset in offsets)
                {
                    mass += Drawn(first + offset, row);
                }

                foreach (var from in offsets)
                {
                    var leaving = stationary[first + from] * row[first + from] / mass;
                    foreach (var to in offsets)
                    {
                        entries[((first + to) * count) + first + from] += leaving > 0 ? leaving * Drawn(first + to, row) : 0;
                    }
                }
            }
        }

        _flow = Matrix<double>.Build.Dense(count, count, entries);

        double Drawn(int x, ReadOnlySpan<double> row) => stationary[x] * (tilted ? row[x] : 1);
    }

    /// <summary>p.</summary>
    public FiniteDistribution Stationary { get; }

    /// <summary>max |p(x) P(x, y) − p(y) P(y, x)|: zero for a reversible chain.</summary>
    public double Imbalance => (_flow - _flow.Transpose()).Enumerate().Max(Math.Abs);

    /// <summary>P, rows summing to 1.</summary>
    public Matrix<double> Kernel() => Matrix<double>.Build.Dense(_flow.RowCount, _flow.ColumnCount, (x, y) => _flow[x, y] / Stationary[x]);

    /// <summary>1 − λ₂ of D^−½ (flow) D^−½, D = diag(p); of the symmetric part where the chain is not reversible.</summary>
    public double SpectralGap
    {
        get
        {
            double[] roots = [.. Stationary.Probabilities.ToArray().Select(Math.Sqrt)];
            var deflated = Matrix<double>.Build.Dense(roots.Length, roots.Length, (x, y) =>
                ((_flow[x, y] + _flow[y, x]) / (2 * roots[x] * roots[y])) - (2 * roots[x] * roots[y]));
            return Math.Clamp(1 - Loewner.Eigenvalues(deflated)[^1], 0, 1);
        }
    }
}
