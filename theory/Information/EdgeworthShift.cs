using Gmlm.Theory.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra;

namespace Gmlm.Theory.Information;

/// <summary>
/// The first-order distance of the distribution of z = Γ^{−½} √n (θ̂ − θ*) from N(0, 1) at a finite n. In coordinates where Γ = 1, with
/// g = H⁻¹ s_K(X) the influence of one pair, h = Cov_θ(F given x_{−K}) its Hessian and T = E κ₃(F given x_{−K}), the stochastic expansion
/// z = A − n^{−½} H⁻¹ (B A + ½ T[A, A]) + O(1/n), A = n^{−½} Σ g_i, B = n^{−½} Σ (h_i − H), gives √n E z_a = −Σ_e H⁻¹_ae Σ_d (D_edd + ½
/// T_edd) and √n κ₃(z)_abc = E g_a g_b g_c − Σ over the three choices of a of Σ_e H⁻¹_ae (D_ecb + D_ebc + T_ebc), where D_edb = E h_ed g_b.
/// With data from the model D = 0, H = 1 and E g g g = T: the bias is −½ T_add and the third cumulant −2 T. Covariance and fourth cumulants
/// move by O(1/n) only.
/// </summary>
/// <param name="MeanSquared">n ‖E z‖².</param>
/// <param name="ThirdCumulantSquared">n ‖κ₃(z)‖², the sum over all d³ entries.</param>
public sealed record EdgeworthShift(double MeanSquared, double ThirdCumulantSquared)
{
    /// <summary>
    /// By enumeration, at the minimiser <paramref name="parameters"/> of the population loss, in coordinates where Γ = 1.
    /// </summary>
    public static EdgeworthShift At(ExponentialFamily family, double[] parameters, FiniteDistribution data, MaskDistribution masks)
    {
        var d = family.Dimension;
        var inverse = Loewner.Inverse(PseudolikelihoodInformation.At(family, parameters, data, masks).Hessian);
        Tensor influence = new(d), curvature = new(d), mixed = new(d);
        var scores = new ConditionalScores(family, parameters);
        for (var m = 0; m < masks.Masks.Count; m++)
        {
            scores.Compute(masks.Masks[m]);
            foreach (var first in family.Space.Bases(masks.Masks[m]))
            {
                double visible = 0;
                var hessian = new SymmetricSum(d);
                var pull = Vector<double>.Build.Dense(d);
                foreach (var offset in family.Space.Offsets(masks.Masks[m]))
                {
                    var x = first + offset;
                    visible += data[x];
                    hessian.Add(scores.Conditional[x], scores.Scores.AsSpan(x * d, d));
                    pull += data[x] * Score(scores, x, d);
                }

                pull = inverse * pull;
                var block = hessian.ToMatrix();
                mixed.Add(masks.Weights[m], (e, f, b) => block[e, f] * pull[b]);
                foreach (var offset in family.Space.Offsets(masks.Masks[m]))
                {
                    var x = first + offset;
                    var score = Score(scores, x, d);
                    var g = inverse * score;
                    curvature.Add(masks.Weights[m] * visible * scores.Conditional[x], (e, f, b) => score[e] * score[f] * score[b]);
                    influence.Add(masks.Weights[m] * data[x], (a, b, c) => g[a] * g[b] * g[c]);
                }
            }
        }

        var trace = Vector<double>.Build.Dense(d, e => Enumerable.Range(0, d).Sum(i => mixed[e, i, i] + (curvature[e, i, i] / 2)));
        var response = new Tensor(d);
        response.Add(
            1, (a, b, c) => Enumerable.Range(0, d).Sum(e => inverse[a, e] * (mixed[e, c, b] + mixed[e, b, c] + curvature[e, b, c])));
        double cumulant = 0;
        for (var a = 0; a < d; a++)
        {
            for (var b = 0; b < d; b++)
            {
                for (var c = 0; c < d; c++)
                {
                    var entry = influence[a, b, c] - response[a, b, c] - response[b, a, c] - response[c, a, b];
                    cumulant += entry * entry;
                }
            }
        }

        var bias = inverse * trace;
        return new EdgeworthShift(bias * bias, cumulant);
    }

    private static Vector<double> Score(ConditionalScores scores, int state, int d) =>
        Vector<double>.Build.Dense(scores.Scores.AsSpan(state * d, d).ToArray());

    /// <summary>d × d × d numbers.</summary>
    private sealed class Tensor(int d)
    {
        private readonly double[] _entries = new double[d * d * d];

        public double this[int a, int b, int c] => _entries[(((a * d) + b) * d) + c];

        public void Add(double weight, Func<int, int, int, double> entry)
        {
            if (weight == 0)
            {
                return;
            }

            for (var i = 0; i < _entries.Length; i++)
            {
                _entries[i] += weight * entry(i / (d * d), i / d % d, i % d);
            }
        }
    }
}
