using System.Numerics.Tensors;

namespace Gmlm.Theory.Objectives;

/// <summary>
/// The joint distribution w(K, x) of mask and sample that a pseudolikelihood averages over. Two readings of it differ in
/// efficiency: every sample with one mask of its own (<see cref="FromCounts"/>), and every sample with every mask
/// (<see cref="Product"/>). The population objective is the product as well. Weights sum to 1.
/// </summary>
public sealed class MaskedData
{
    private readonly double[] _weights;

    private MaskedData(StateSpace space, IReadOnlyList<int> masks, double[] weights)
    {
        Space = space;
        Masks = masks;
        _weights = weights;
    }

    /// <summary>Ω^N.</summary>
    public StateSpace Space { get; }

    /// <summary>The masks, as bit masks; row m of the table belongs to Masks[m].</summary>
    public IReadOnlyList<int> Masks { get; }

    /// <summary>w(K, x), row-major, |masks| × q^N.</summary>
    public ReadOnlySpan<double> Weights => _weights;

    /// <summary>w(K, ·) of one mask: q^N numbers.</summary>
    public ReadOnlySpan<double> Row(int maskIndex) => _weights.AsSpan(maskIndex * Space.Count, Space.Count);

    /// <summary>data × p_K: X and K independent.</summary>
    /// <exception cref="ArgumentException">Data and masks differ in N.</exception>
    public static MaskedData Product(FiniteDistribution data, MaskDistribution masks)
    {
        if (data.Space.Length != masks.Length)
        {
            throw new ArgumentException($"masks of {data.Space.Length} positions expected, {masks.Length} given", nameof(masks));
        }

        var weights = new double[masks.Masks.Count * data.Space.Count];
        for (var m = 0; m < masks.Masks.Count; m++)
        {
            TensorPrimitives.Multiply(data.Probabilities, masks.Weights[m], weights.AsSpan(m * data.Space.Count, data.Space.Count));
        }

        return new MaskedData(data.Space, masks.Masks, weights);
    }

    /// <summary>The distribution of the sample alone, Σ_K w(K, ·).</summary>
    public FiniteDistribution Marginal()
    {
        var sums = new double[Space.Count];
        for (var m = 0; m < Masks.Count; m++)
        {
            TensorPrimitives.Add(sums, Row(m), sums);
        }

        return FiniteDistribution.FromWeights(Space, sums);
    }

    /// <summary>The maximum-likelihood case: every position masked, K = [N].</summary>
    public static MaskedData FullMask(FiniteDistribution data) =>
        Product(data, MaskDistribution.UniformOfSize(data.Space.Length, data.Space.Length));

    /// <summary>The empirical distribution of (mask, state) pairs, from a row-major |masks| × q^N table of counts or weights.</summary>
    /// <exception cref="ArgumentException">
    /// Wrong length, a mask outside [N], a negative or non-finite count, or nothing counted.
    /// </exception>
    public static MaskedData FromCounts(StateSpace space, IReadOnlyList<int> masks, ReadOnlySpan<double> counts)
    {
        if (counts.Length != masks.Count * space.Count)
        {
            throw new ArgumentException($"{masks.Count}×{space.Count} counts expected, {counts.Length} given", nameof(counts));
        }

        if (masks.Any(mask => (mask & ~space.Everything) != 0))
        {
            throw new ArgumentException($"masks must be subsets of {space.Length} positions", nameof(masks));
        }

        double total = 0;
        foreach (var count in counts)
        {
            if (!double.IsFinite(count) || count < 0)
            {
                throw new ArgumentException($"counts must be finite and not negative, found {count}", nameof(counts));
            }

            total += count;
        }

        if (!(total > 0) || !double.IsFinite(total))
        {
            throw new ArgumentException("counts must have a positive, finite sum", nameof(counts));
        }

        var weights = new double[counts.Length];
        TensorPrimitives.Divide(counts, total, weights);
        return new MaskedData(space, masks, weights);
    }
}
