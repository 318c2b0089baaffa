namespace Gmlm.Theory.Information;

/// <summary>
/// The scores of one mask: s_K(x) = ∇_θ log p_θ(x_K given x_{−K}) = F(x) − E_θ[F given x_{−K}] for every state x, and the
/// conditional p_θ(x_K given x_{−K}) that the expectation is taken with. Buffers are reused from mask to mask.
/// </summary>
internal sealed class ConditionalScores
{
    private readonly ExponentialFamily _family;
    private readonly double[] _energies;
    private readonly double[] _mean;

    public ConditionalScores(ExponentialFamily family, ReadOnlySpan<double> parameters)
    {
        if (parameters.Length != family.Dimension)
        {
            throw new ArgumentException($"{family.Dimension} parameters expected, {parameters.Length} given", nameof(parameters));
        }

        _family = family;
        _energies = new double[family.Space.Count];
        _mean = new double[family.Dimension];
        family.Energies(parameters, _energies);
        Scores = new double[family.Space.Count * family.Dimension];
        Conditional = new double[family.Space.Count];
    }

    /// <summary>s_K, row-major, q^N × d.</summary>
    public double[] Scores { get; }

    /// <summary>p_θ(x_K given x_{−K}), one number a state.</summary>
    public double[] Conditional { get; }

    /// <summary>Fills <see cref="Scores"/> and <see cref="Conditional"/> for one mask.</summary>
    public void Compute(int mask)
    {
        var d = _family.Dimension;
        var offsets = _family.Space.Offsets(mask);
        foreach (var first in _family.Space.Bases(mask))
        {
            // Normalised within the block: a block that p_θ hardly ever visits keeps a proper conditional.
            var largest = double.NegativeInfinity;
            foreach (var offset in offsets)
            {
                largest = Math.Max(largest, _energies[first + offset]);
            }

            double sum = 0;
            foreach (var offset in offsets)
            {
                sum += Conditional[first + offset] = Math.Exp(_energies[first + offset] - largest);
            }

            Array.Clear(_mean);
            foreach (var offset in offsets)
            {
                var x = first + offset;
                Conditional[x] /= sum;
                var feature = _family.Feature(x);
                for (var j = 0; j < d; j++)
                {
                    _mean[j] += Conditional[x] * feature[j];
                }
            }

            foreach (var offset in offsets)
            {
                var x = first + offset;
                var feature = _family.Feature(x);
                for (var j = 0; j < d; j++)
                {
                    Scores[(x * d) + j] = feature[j] - _mean[j];
                }
            }
        }
    }
}
