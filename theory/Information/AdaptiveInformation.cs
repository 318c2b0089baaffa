using Gmlm.Theory.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra;

namespace Gmlm.Theory.Information;

/// <summary>
/// The information of masked training with masks that depend on the sample, at θ*: s_K(x) = F(x) − E[F given x_{−K}, K] with the
/// conditional p(x_K given x_{−K}, K) ∝ p(x) w(K given x), H = E_{x_{−K},K} Cov(F given x_{−K}, K) the Hessian of the loss, G = Cov(s_K(x))
/// over (x, K) ~ p(x) w(K given x).
/// </summary>
public static class AdaptiveInformation
{
    /// <summary>
    /// (H, G), each d × d; if <paramref name="tilted"/> is false, the conditional is p(x_K given x_{−K}), which ignores
    /// what K reveals about x.
    /// </summary>
    /// <param name="family">The family, in which F is the feature.</param>
    /// <param name="truth">p = p_θ*.</param>
    /// <param name="masks">w(K given x).</param>
    /// <param name="tilted">Whether the conditional accounts for w.</param>
    /// <param name="slopes">
    /// For w that depends on θ and is differentiated through: ∇_θ log w_θ(K given x) of every mask, row-major q^N × d, which is added to
    /// F (<see cref="SurpriseSlopes"/>). Null: w does not depend on θ.
    /// </param>
    public static (Matrix<double> Hessian, Matrix<double> ScoreCovariance) At(
        ExponentialFamily family, FiniteDistribution truth, AdaptiveMasks masks, bool tilted = true, double[][]? slopes = null)
    {
        var d = family.Dimension;
        SymmetricSum hessian = new(d), second = new(d);
        var total = Vector<double>.Build.Dense(d);
        var features = family.Features.ToArray();
        for (var m = 0; m < masks.Masks.Count; m++)
        {
            double[] row = masks.Row(m).ToArray();
            double[] joint = [.. row.Select((weight, x) => weight * truth[x])];
            var conditional = tilted ? FiniteDistribution.FromWeights(family.Space, joint) : truth;
            double[] values = slopes is null ? features : [.. features.Zip(slopes[m], (feature, slope) => feature + slope)];
            var means = ConditionalCovariance.Mean(conditional, values, masks.Masks[m]);
            double[] shares = Conditionals.Of(conditional, masks.Masks[m]), visible = Visible(family.Space, joint, masks.Masks[m]);
            var score = new double[d];
            for (var x = 0; x < joint.Length; x++)
            {
                System.Numerics.Tensors.TensorPrimitives.Subtract(values.AsSpan(x * d, d), means.AsSpan(x * d, d), score);
                if (visible[x] > 0)
                {
                    hessian.Add(visible[x] * shares[x], score);
                    second.Add(joint[x], score);
                    total += joint[x] * Vector<double>.Build.Dense(score);
                }
            }
        }

        return (hessian.ToMatrix(), second.ToMatrix() - total.OuterProduct(total));
    }

    /// <summary>Σ of the weights over the block of every x.</summary>
    private static double[] Visible(StateSpace space, double[] weights, int mask)
    {
        var sums = new double[weights.Length];
        for (var x = 0; x < weights.Length; x++)
        {
            sums[space.Visible(x, mask)] += weights[x];
        }

        return [.. Enumerable.Range(0, weights.Length).Select(x => sums[space.Visible(x, mask)])];
    }
}
