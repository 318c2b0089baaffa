using Gmlm.Theory.Objectives;
using Gmlm.Theory.Random;

namespace Gmlm.Theory.Estimation;

/// <summary>
/// Draws training data of a masked model: i.i.d. pairs (X, K), X ~ p and K ~ p_K independent, one mask for each sample.
/// The table is built once and may be shared by threads; each draws with its own stream.
/// </summary>
public sealed class PairSampler
{
    private readonly MaskedData _population;
    private readonly AliasTable _cells;

    /// <summary>Pairs from <paramref name="data"/> × <paramref name="masks"/>.</summary>
    public PairSampler(FiniteDistribution data, MaskDistribution masks)
    {
        _population = MaskedData.Product(data, masks);
        _cells = new AliasTable(_population.Weights);
    }

    /// <summary>
    /// The same distribution of empirical distributions from other random numbers, in a time that does not grow with
    /// <paramref name="samples"/> ≥ 1: all counts are drawn at once.
    /// </summary>
    public MaskedData DrawCounts(int samples, RandomStream random)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        return MaskedData.FromCounts(_population.Space, _population.Masks, Multinomial.Counts(_population.Weights, samples, random));
    }

    /// <summary>The empirical distribution of <paramref name="samples"/> ≥ 1 pairs.</summary>
    public MaskedData Draw(int samples, RandomStream random)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        return MaskedData.FromCounts(_population.Space, _population.Masks, _cells.Counts(samples, random));
    }
}
