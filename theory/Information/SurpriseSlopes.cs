using System.Numerics.Tensors;

namespace Gmlm.Theory.Information;

/// <summary>
/// ∇_θ log w_θ(K given x) of masks that prefer positions which the model itself finds surprising,
/// w_θ(K given x) ∝ Π_{i∈K} 1/p_θ(x_i given x_{−i}) over masks of one size (<see cref="AdaptiveMasks.Surprising"/>). With
/// σ_i(x) = F(x) − E[F given x_{−i}] and a_K = Σ_{i∈K} σ_i it is −a_K(x) + Σ_L w(L given x) a_L(x).
/// </summary>
public static class SurpriseSlopes
{
    /// <summary>For every mask of <paramref name="masks"/>, in its order: q^N × d numbers, row-major, at p = p_θ.</summary>
    public static double[][] Of(ExponentialFamily family, FiniteDistribution model, AdaptiveMasks masks)
    {
        var features = family.Features.ToArray();
        var surprises = Enumerable.Range(0, family.Space.Length).Select(i =>
        {
            var slope = ConditionalCovariance.Mean(model, features, 1 << i);
            TensorPrimitives.Subtract<double>(features, slope, slope);
            return slope;
        }).ToArray();
        var sums = masks.Masks.Select(mask =>
        {
            var sum = new double[features.Length];
            for (var i = 0; i < surprises.Length; i++)
            {
                if ((mask >> i & 1) != 0)
                {
                    TensorPrimitives.Add<double>(sum, surprises[i], sum);
                }
            }

            return sum;
        }).ToArray();

        var d = family.Dimension;
        var mean = new double[features.Length];
        for (var m = 0; m < sums.Length; m++)
        {
            var row = masks.Row(m);
            for (var k = 0; k < mean.Length; k++)
            {
                mean[k] += row[k / d] * sums[m][k];
            }
        }

        return [.. sums.Select(sum => mean.Zip(sum, (all, own) => all - own).ToArray())];
    }
}
