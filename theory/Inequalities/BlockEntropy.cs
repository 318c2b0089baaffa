using Gmlm.Theory.Objectives;

namespace Gmlm.Theory.Inequalities;

/// <summary>
/// The two sides of approximate tensorization of entropy, for q = p r with E_p r = 1:
/// KL(q ‖ p) = E_p φ(r), and the block entropy
/// E_K E_{X_{−K}~q} KL(q(. given X_{−K}) ‖ p(. given X_{−K})) = Σ_K p_K Σ_b p(b) r̄_b E_p[φ(r / r̄_b) given b],
/// b the blocks of K and r̄_b = E_p[r given b]. Their gradients along p r dξ (see <see cref="EntropyRatio"/>) are log r and
/// Σ_K p_K log(r / r̄_b). An instance owns buffers: one thread at a time.
/// </summary>
public sealed class BlockEntropy
{
    // |δ| up to here by the series, whose first term left out is δ¹⁰/90; above, the difference loses at most five digits.
    private const double SmallStep = 0.01;

    private readonly MaskBlocks _blocks;
    private readonly double[] _masses;
    private readonly double[] _ratio;

    /// <summary>For p and p_K on the same number of positions.</summary>
    /// <exception cref="ArgumentException">p and p_K differ in N.</exception>
    public BlockEntropy(FiniteDistribution reference, MaskDistribution masks)
    {
        if (reference.Space.Length != masks.Length)
        {
            throw new ArgumentException($"masks of {masks.Length} positions on sequences of {reference.Space.Length}", nameof(masks));
        }

        Reference = reference;
        Masks = masks;
        _blocks = new MaskBlocks(reference.Space, masks.Masks);
        _masses = new double[_blocks.Count];
        _ratio = new double[reference.Space.Count];
        for (var b = 0; b < _blocks.Count; b++)
        {
            foreach (var x in Block(b))
            {
                _masses[b] += reference[x];
            }
        }
    }

    /// <summary>p.</summary>
    public FiniteDistribution Reference { get; }

    /// <summary>p_K.</summary>
    public MaskDistribution Masks { get; }

    /// <summary>KL(q ‖ p), nats.</summary>
    public double Relative(FiniteDistribution q) => CloseDivergences.Of(q.Probabilities, Reference.Probabilities);

    /// <summary>E_K E_{X_{−K}~q} KL(q(. given X_{−K}) ‖ p(. given X_{−K})), nats; q must have no mass where p has none.</summary>
    public double Of(FiniteDistribution q)
    {
        for (var x = 0; x < _ratio.Length; x++)
        {
            _ratio[x] = Reference[x] > 0 ? q[x] / Reference[x] : 0;
        }

        return Of(_ratio, []);
    }

    /// <summary>KL(q ‖ p) over the block entropy: no C_AT can be less. NaN at q = p.</summary>
    public double Ratio(FiniteDistribution q) => Relative(q) / Of(q);

    /// <summary>
    /// The block entropy of q = p r; Σ_K p_K log(r / r̄_b) is added to <paramref name="gradient"/> (q^N) unless that is empty.
    /// </summary>
    internal double Of(ReadOnlySpan<double> ratio, Span<double> gradient)
    {
        double total = 0;
        for (var b = 0; b < _blocks.Count; b++)
        {
            var block = Block(b);
            double mean = 0;
            foreach (var x in block)
            {
                mean += Reference[x] * ratio[x];
            }

            mean /= _masses[b];
            if (!(_masses[b] > 0) || !(mean > 0))
            {
                continue;
            }

            var weight = Masks.Weights[_blocks.Starts[b] / Reference.Space.Count];
            double entropy = 0;
            foreach (var x in block)
            {
                var relative = ratio[x] / mean;
                entropy += Reference[x] * Phi(relative);
                if (!gradient.IsEmpty)
                {
                    gradient[x] += relative > 0 ? weight * Math.Log(relative) : 0;
                }
            }

            total += weight * mean * entropy;
        }

        return total;
    }

    /// <summary>
    /// φ(r) = r log r − r + 1 ≥ 0. As E_p φ(q / p) = KL(q ‖ p) has no negative term, it keeps its digits where q → p as long as φ does:
    /// near 1 by the series φ(1 + δ) = δ²/2 − δ³/6 + δ⁴/12 − …, of which the difference has none left at δ = 10⁻⁸.
    /// </summary>
    internal static double Phi(double ratio)
    {
        var delta = ratio - 1;
        if (Math.Abs(delta) > SmallStep)
        {
            return ratio > 0 ? (ratio * Math.Log(ratio)) - delta : 1;
        }

        double sum = 0;
        for (var n = 9; n >= 2; n--)
        {
            sum = (1.0 / (n * (n - 1))) - (delta * sum);
        }

        return delta * delta * sum;
    }

    private ReadOnlySpan<int> Block(int b) => _blocks.Members.AsSpan(_blocks.Starts[b].._blocks.Starts[b + 1]);
}
