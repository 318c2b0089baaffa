namespace Gmlm.Theory.Distributions;

/// <summary>A probability distribution on <see cref="Space"/>, as a table over its states. Immutable.</summary>
public sealed class FiniteDistribution
{
    /// <summary>A positive probability below this has fewer than 13 digits in double precision, and below 10⁻³²³ it is 0.</summary>
    public const double LeastResolved = 1e-310;

    private readonly double[] _probabilities;

    private FiniteDistribution(StateSpace space, double[] probabilities)
    {
        Space = space;
        _probabilities = probabilities;
    }

    /// <summary>Ω^N.</summary>
    public StateSpace Space { get; }

    /// <summary>p(x), indexed by state; sums to 1.</summary>
    public ReadOnlySpan<double> Probabilities => _probabilities;

    /// <summary>p(x) of one state.</summary>
    public double this[int state] => _probabilities[state];

    /// <summary>p ∝ <paramref name="weights"/>.</summary>
    /// <exception cref="ArgumentException">Wrong length, a negative or non-finite weight, or a sum of zero.</exception>
    public static FiniteDistribution FromWeights(StateSpace space, ReadOnlySpan<double> weights)
    {
        if (weights.Length != space.Count)
        {
            throw new ArgumentException($"{space.Count} weights expected, {weights.Length} given", nameof(weights));
        }

        double sum = 0;
        foreach (var weight in weights)
        {
            if (!double.IsFinite(weight) || weight < 0)
            {
                throw new ArgumentException($"weights must be finite and not negative, found {weight}", nameof(weights));
            }

            sum += weight;
        }

        if (!(sum > 0) || !double.IsFinite(sum))
        {
            throw new ArgumentException("weights must have a positive, finite sum", nameof(weights));
        }

        var probabilities = new double[weights.Length];
        for (var x = 0; x < probabilities.Length; x++)
        {
            probabilities[x] = weights[x] / sum;
        }

        return new FiniteDistribution(space, probabilities);
    }

    /// <summary>p ∝ exp(<paramref name="logWeights"/>), shifted by the largest so that nothing overflows.</summary>
    public static FiniteDistribution FromLogWeights(StateSpace space, ReadOnlySpan<double> logWeights)
    {
        var largest = double.NegativeInfinity;
        foreach (var logWeight in logWeights)
        {
            largest = Math.Max(largest, logWeight);
        }

        var weights = new double[logWeights.Length];
        for (var x = 0; x < weights.Length; x++)
        {
            weights[x] = Math.Exp(logWeights[x] - largest);
        }

        return FromWeights(space, weights);
    }

    /// <summary>Whether every state, all being possible, has a probability that double precision resolves.</summary>
    public bool IsResolved => _probabilities.Min() >= LeastResolved;

    /// <summary>E_p[f].</summary>
    public double Expect(ReadOnlySpan<double> f)
    {
        double sum = 0;
        for (var x = 0; x < _probabilities.Length; x++)
        {
            sum += _probabilities[x] * f[x];
        }

        return sum;
    }

    /// <summary>Var_p(f) = E[(f − E f)²].</summary>
    public double Variance(ReadOnlySpan<double> f)
    {
        var mean = Expect(f);
        double sum = 0;
        for (var x = 0; x < _probabilities.Length; x++)
        {
            sum += _probabilities[x] * (f[x] - mean) * (f[x] - mean);
        }

        return sum;
    }
}
