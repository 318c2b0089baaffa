using System.Numerics;

namespace Gmlm.Theory.Distributions;

/// <summary>w(K given x): the distribution of the mask where it depends on the sample. For every x the weights sum to 1.</summary>
public sealed class AdaptiveMasks
{
    private readonly double[] _weights;

    private AdaptiveMasks(StateSpace space, int[] masks, double[] weights)
    {
        Space = space;
        Masks = masks;
        _weights = weights;
    }

    /// <summary>Ω^N.</summary>
    public StateSpace Space { get; }

    /// <summary>The masks, as bit masks.</summary>
    public IReadOnlyList<int> Masks { get; }

    /// <summary>w(K given ·) of one mask: q^N numbers.</summary>
    public ReadOnlySpan<double> Row(int maskIndex) => _weights.AsSpan(maskIndex * Space.Count, Space.Count);

    /// <summary>From weights (mask index, x) ↦ w, not negative, normalised here for every x.</summary>
    /// <exception cref="ArgumentException">A negative or non-finite weight, or an x whose weights are all zero.</exception>
    public static AdaptiveMasks From(StateSpace space, int[] masks, Func<int, int, double> weight)
    {
        var weights = new double[masks.Length * space.Count];
        for (var x = 0; x < space.Count; x++)
        {
            double sum = 0;
            for (var m = 0; m < masks.Length; m++)
            {
                var one = weights[(m * space.Count) + x] = weight(m, x);
                sum += one >= 0 ? one : double.NaN;
            }

            if (!(sum > 0) || !double.IsFinite(sum))
            {
                throw new ArgumentException($"the weights of state {x} must be finite, not negative, and not all zero", nameof(weight));
            }

            for (var m = 0; m < masks.Length; m++)
            {
                weights[(m * space.Count) + x] /= sum;
            }
        }

        return new AdaptiveMasks(space, masks, weights);
    }

    /// <summary>Masks of one size that prefer positions p finds surprising: w(K given x) ∝ Π_{i∈K} 1/p(x_i given x_{−i}).</summary>
    public static AdaptiveMasks Surprising(FiniteDistribution distribution, int size)
    {
        var space = distribution.Space;
        var single = Enumerable.Range(0, space.Length).Select(i => Conditionals.Of(distribution, 1 << i)).ToArray();
        int[] masks = [.. Enumerable.Range(1, space.Everything).Where(mask => BitOperations.PopCount((uint)mask) == size)];
        return From(space, masks, (m, x) =>
        {
            double weight = 1;
            for (var i = 0; i < single.Length; i++)
            {
                weight /= (masks[m] >> i & 1) != 0 ? single[i][x] : 1;
            }

            return weight;
        });
    }
}
