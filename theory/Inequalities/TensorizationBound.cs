using Gmlm.Theory.Chains;
using MathNet.Numerics;

namespace Gmlm.Theory.Inequalities;

/// <summary>
/// Proven upper bounds on C_AT, the least constant with KL(q‖p) ≤ C_AT · E_K E_{X~q} KL(q(· given X_{−K}) ‖ p(· given X_{−K})) for every q.
/// The least of <see cref="EntropyTensorization.UpperBound"/> and of comparison with a product (Holley and Stroock 1987): with a
/// product measure μ, for which C_AT is <see cref="EntropyTensorization.OfProduct"/>, and a ≤ p/μ ≤ b,
/// C_AT(p) ≤ (b/a) · C_AT(μ), since Ent_p(f) = min_t E_p[f log(f/t) − f + t] is a minimum over means of an integrand that is not
/// negative, and so is each Ent within a block.
/// </summary>
public static class TensorizationBound
{
    /// <summary>The bound; infinite when block dynamics is not irreducible.</summary>
    /// <exception cref="ArgumentException">p and p_K differ in N.</exception>
    public static double Of(FiniteDistribution distribution, MaskDistribution masks) =>
        Of(distribution, masks, () => new BlockDynamics(distribution, masks).PoincareConstant);

    /// <summary>The bound from C_P, or from an upper bound on it that the caller has; infinite if neither way gives a finite one.</summary>
    /// <exception cref="ArgumentException">p and p_K differ in N.</exception>
    public static double Of(FiniteDistribution distribution, MaskDistribution masks, double poincare) =>
        Of(distribution, masks, () => poincare);

    /// <summary>
    /// The bound for <see cref="Ising.Clique"/> and masks of size k, from an upper bound on C_P. All quantities follow from the number of
    /// +1 spins in the clique, so that the states are not enumerated.
    /// </summary>
    public static double OfClique(int length, int clique, int size, double coupling, double field, double poincare)
    {
        if (size == length)
        {
            return 1;
        }

        double[] energies =
        [
            .. CliqueSpectrum.LogWeights(clique, coupling, field).Select((log, a) => log - SpecialFunctions.BinomialLn(clique, a)),
        ];
        double[] logs = [.. energies.Select((energy, a) => energy + SpecialFunctions.BinomialLn(clique, a))];
        var normaliser = Logarithms.Sum(logs);
        var least = energies.Min() - normaliser + ((length - clique) * Logarithms.Sigmoid(-2 * Math.Abs(field)));

        // The marginal of a spin of the clique: P(+1) = Σ_a (a/m) P(a +1 spins).
        double[] plus = [.. Enumerable.Range(1, clique).Select(a => logs[a] + Math.Log((double)a / clique))];
        double[] minus = [.. Enumerable.Range(0, clique).Select(a => logs[a] + Math.Log((double)(clique - a) / clique))];
        var marginal = Logarithms.Sum(plus) - Logarithms.Sum(minus);
        var oscillation = Math.Min(Spread(2 * field), Spread(marginal));
        return Math.Min(
            EntropyTensorization.SobolevFactor(least) * poincare,
            Math.Exp(oscillation) * length / size);

        // max − min of log(p/μ) for the product μ in which a spin of the clique has the log-odds given.
        double Spread(double odds)
        {
            double[] ratios = [.. energies.Select((energy, a) => energy - (a * odds))];
            return ratios.Max() - ratios.Min();
        }
    }

    private static double Of(FiniteDistribution distribution, MaskDistribution masks, Func<double> poincare)
    {
        if (distribution.Space.Length != masks.Length)
        {
            throw new ArgumentException($"masks of {masks.Length} positions on sequences of {distribution.Space.Length}", nameof(masks));
        }

        return Math.Min(
            EntropyTensorization.UpperBound(distribution, masks, poincare),
            Math.Exp(Oscillation(distribution)) * EntropyTensorization.OfProduct(masks));
    }

    /// <summary>
    /// osc log(p/μ) = max − min, the smaller of two product measures μ: the product of p's marginals, and exp of the main effects
    /// Σ_i E[log p given x_i] under uniform x, which is p itself where p is a product. Infinite where p has zeros.
    /// </summary>
    public static double Oscillation(FiniteDistribution distribution)
    {
        var space = distribution.Space;
        if (distribution.Probabilities.Contains(0))
        {
            return double.PositiveInfinity;
        }

        double[] logs = [.. distribution.Probabilities.ToArray().Select(value => Math.Log(value))];
        double[] marginal = new double[space.Alphabet * space.Length], effect = new double[marginal.Length];
        for (var x = 0; x < logs.Length; x++)
        {
            for (var i = 0; i < space.Length; i++)
            {
                marginal[(i * space.Alphabet) + space.Symbol(x, i)] += distribution[x];
                effect[(i * space.Alphabet) + space.Symbol(x, i)] += logs[x] * space.Alphabet / logs.Length;
            }
        }

        return Math.Min(Oscillation(space, logs, [.. marginal.Select(value => Math.Log(value))]), Oscillation(space, logs, effect));
    }

    private static double Oscillation(StateSpace space, double[] logs, double[] additive)
    {
        double largest = double.NegativeInfinity, least = double.PositiveInfinity;
        for (var x = 0; x < logs.Length; x++)
        {
            var ratio = logs[x];
            for (var i = 0; i < space.Length; i++)
            {
                ratio -= additive[(i * space.Alphabet) + space.Symbol(x, i)];
            }

            (largest, least) = (Math.Max(largest, ratio), Math.Min(least, ratio));
        }

        return largest - least;
    }
}
