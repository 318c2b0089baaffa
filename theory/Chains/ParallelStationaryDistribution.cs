namespace Gmlm.Theory.Chains;

/// <summary>
/// The stationary distribution π of independent parallel sampling, x_i′ ~ p(· given x_{−i}) for all i at once. With pair couplings
/// that are symmetric, Q(x, y) = Π_i p(y_i given x_{−i}) has a numerator that does not change when x and y change places, so that
/// π(x) Q(x, y) is symmetric for π(x) ∝ Π_i e^{h_i(x_i)} Σ_a exp(h_i(a) + interaction of a at i with x_{−i}) (Little 1974, Peretto
/// 1984 for the Ising model).
/// </summary>
public static class ParallelStationaryDistribution
{
    /// <summary>The largest number of states for which the distribution of a p without a closed form is computed.</summary>
    public const int MaxStates = SlowMode.MaxDenseStates;

    /// <summary>π(x) ∝ e^{h·x} Π_i 2 cosh(h_i + (J x)_i).</summary>
    public static FiniteDistribution Of(Ising model)
    {
        var space = new StateSpace(2, model.Length);
        var logs = new double[space.Count];
        for (var x = 0; x < logs.Length; x++)
        {
            for (var i = 0; i < model.Length; i++)
            {
                var local = model.Fields[i];
                for (var j = 0; j < model.Length; j++)
                {
                    local += model.Couplings[i, j] * Ising.Spin(x, j);
                }

                logs[x] += (model.Fields[i] * Ising.Spin(x, i)) + Logarithms.Add(local, -local);
            }
        }

        return FiniteDistribution.FromLogWeights(space, logs);
    }

    /// <summary>π(x) ∝ Π_i e^{h_i(x_i)} Σ_a exp(h_i(a) + Σ_j J_ij 1[x_j = a]).</summary>
    public static FiniteDistribution Of(Potts model)
    {
        var space = new StateSpace(model.Alphabet, model.Length);
        var logs = new double[space.Count];
        var local = new double[model.Alphabet];
        for (var x = 0; x < logs.Length; x++)
        {
            for (var i = 0; i < model.Length; i++)
            {
                for (var a = 0; a < model.Alphabet; a++)
                {
                    local[a] = model.Fields[i, a];
                }

                for (var j = 0; j < model.Length; j++)
                {
                    local[space.Symbol(x, j)] += model.Couplings[i, j];
                }

                logs[x] += model.Fields[i, space.Symbol(x, i)] + Logarithms.Sum(local);
            }
        }

        return FiniteDistribution.FromLogWeights(space, logs);
    }

    /// <summary>Of any positive p, by elimination on the enumerated kernel: q^{3N} operations.</summary>
    /// <exception cref="ArgumentException">
    /// A state of probability zero: its conditionals may not exist, and π may depend on the start.
    /// </exception>
    /// <exception cref="InvalidOperationException">More than 1024 states.</exception>
    public static FiniteDistribution Of(FiniteDistribution distribution)
    {
        if (distribution.Probabilities.Contains(0))
        {
            throw new ArgumentException("every state needs a positive probability", nameof(distribution));
        }

        return FiniteDistribution.FromWeights(distribution.Space, StationaryDistribution.Of(ParallelKernel.Of(distribution).ToArray()));
    }
}
