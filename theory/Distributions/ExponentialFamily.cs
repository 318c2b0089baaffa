namespace Gmlm.Theory.Distributions;

/// <summary>
/// p_θ(x) ∝ exp(θ · F(x)) on an enumerated space: the form of every parametric model here.
/// Its score is s(x) = ∇_θ log p_θ(x) = F(x) − E_θ F, and for a mask
/// ∇_θ log p_θ(x_K given x_{−K}) = F(x) − E_θ[F given x_{−K}].
/// </summary>
public sealed class ExponentialFamily
{
    private readonly double[] _features;

    /// <summary>A family from its features, row-major: <paramref name="features"/>[x·d + j] = F_j(x).</summary>
    public ExponentialFamily(StateSpace space, IReadOnlyList<string> labels, double[] features)
    {
        if (features.Length != space.Count * labels.Count)
        {
            throw new ArgumentException($"{space.Count}×{labels.Count} features expected, {features.Length} given", nameof(features));
        }

        Space = space;
        Labels = labels;
        _features = features;
        Columns = new double[features.Length];
        for (var x = 0; x < space.Count; x++)
        {
            for (var j = 0; j < labels.Count; j++)
            {
                Columns[(j * space.Count) + x] = features[(x * labels.Count) + j];
            }
        }
    }

    /// <summary>Ω^N.</summary>
    public StateSpace Space { get; }

    /// <summary>d, the number of parameters.</summary>
    public int Dimension => Labels.Count;

    /// <summary>A name for each parameter, for example <c>h0</c> or <c>J01</c>.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>All features, row-major, q^N × d.</summary>
    public ReadOnlySpan<double> Features => _features;

    /// <summary>All features transposed, d × q^N: one F_j over all states after the other.</summary>
    public double[] Columns { get; }

    /// <summary>F(x), d numbers.</summary>
    public ReadOnlySpan<double> Feature(int state) => _features.AsSpan(state * Dimension, Dimension);

    /// <summary>θ · F(x) for every state, into <paramref name="energies"/> (length q^N).</summary>
    public void Energies(ReadOnlySpan<double> parameters, Span<double> energies)
    {
        for (var x = 0; x < energies.Length; x++)
        {
            energies[x] = System.Numerics.Tensors.TensorPrimitives.Dot(Feature(x), parameters);
        }
    }

    /// <summary>p_θ.</summary>
    public FiniteDistribution At(ReadOnlySpan<double> parameters)
    {
        var energies = new double[Space.Count];
        Energies(parameters, energies);
        return FiniteDistribution.FromLogWeights(Space, energies);
    }
}
