using System.Numerics;

namespace Gmlm.Theory.Distributions;

/// <summary>
/// p_K: the distribution of the mask K ⊂ [N], the positions to predict (paper, Definition 2). Masks are bit masks; weights sum to 1.
/// </summary>
public sealed class MaskDistribution
{
    private MaskDistribution(int length, int[] masks, double[] weights)
    {
        Length = length;
        Masks = masks;
        Weights = weights;
    }

    /// <summary>N.</summary>
    public int Length { get; }

    /// <summary>The masks of positive weight, increasing.</summary>
    public IReadOnlyList<int> Masks { get; }

    /// <summary>p_K of each of <see cref="Masks"/>.</summary>
    public IReadOnlyList<double> Weights { get; }

    /// <summary>Uniform over the C(N, k) masks of size k (paper, Definition 3), 1 ≤ k ≤ N.</summary>
    public static MaskDistribution UniformOfSize(int length, int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, length);
        var masks = Enumerable.Range(0, 1 << length).Where(mask => BitOperations.PopCount((uint)mask) == size).ToArray();
        return new MaskDistribution(length, masks, [.. masks.Select(_ => 1.0 / masks.Length)]);
    }

    /// <summary>Every position masked independently with the given rate in (0, 1]. The empty mask keeps its weight.</summary>
    public static MaskDistribution Bernoulli(int length, double rate)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rate);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rate, 1);
        return From(length, Enumerable.Range(0, 1 << length).Select(mask =>
        {
            var size = BitOperations.PopCount((uint)mask);
            return (mask, Math.Pow(rate, size) * Math.Pow(1 - rate, length - size));
        }));
    }

    /// <summary>Any weights, not negative, normalised here; masks of weight zero are left out.</summary>
    public static MaskDistribution From(int length, IEnumerable<(int Mask, double Weight)> entries)
    {
        var kept = entries.Where(entry => entry.Weight > 0).OrderBy(entry => entry.Mask).ToArray();
        var sum = kept.Sum(entry => entry.Weight);
        return new MaskDistribution(length, [.. kept.Select(entry => entry.Mask)], [.. kept.Select(entry => entry.Weight / sum)]);
    }
}
