using MathNet.Numerics.Distributions;

namespace Gmlm.Reproduce.Claims.Inference;

/// <summary>
/// Whether a step's kernel is of product form. Enumerated: TC(P(x, ·)) ≤ 10⁻⁶ for every x. Sampled, from some x: n runs of the step, with empirical law P̂;
/// 2n TC(P̂) is the G statistic of independence of the N positions, 2n KL(P̂ ‖ P(x, ·)) that of agreement with the enumerated law.
/// </summary>
internal sealed class ProductFormCheck(int draws, int tests)
{
    /// <summary>What the enumerated total correlation may be, nats: logits are of single precision.</summary>
    public const double Rounding = 1e-6;

    /// <summary>
    /// The probability that any sampled comparison of the claim raises a false alarm, by the χ² laws of G. Those hold for large cells; a hundredth of 10⁻⁴ leaves room for the smaller ones.
    /// </summary>
    public const double FalseAlarm = 1e-6;

    /// <summary>Margins of one step, nats.</summary>
    /// <param name="step">The step.</param>
    /// <param name="from">The previous states that it is run from.</param>
    /// <param name="parts">Takes the margins.</param>
    /// <param name="name">The step in words.</param>
    /// <returns>The enumerated kernel, row by row.</returns>
    public FiniteDistribution[] Compare(ISequenceStep step, IEnumerable<int> from, MarginParts parts, string name)
    {
        var space = step.Space;
        var rows = StepLaw.Of(step);
        for (var x = 0; x < rows.Length; x++)
        {
            parts.AtMost("enumerated", Divergences.TotalCorrelation(rows[x]), Rounding, $"{name}, from state {x}");
        }

        foreach (var x in from)
        {
            var counts = new double[space.Count];
            foreach (var next in step.Draw(x, draws))
            {
                counts[next]++;
            }

            var empirical = FiniteDistribution.FromWeights(space, counts);
            var free = space.Length * (space.Alphabet - 1);
            parts.AtMost("sampled", Divergences.TotalCorrelation(empirical), Largest(space.Count - 1 - free), $"{name}, {draws} draws from state {x}");
            parts.AtMost("sampled-law", Divergences.KullbackLeibler(empirical, rows[x]), Largest(space.Count - 1), $"{name}, {draws} draws from state {x}");
        }

        return rows;
    }

    // Two comparisons a test share the false alarms.
    private double Largest(int degrees) => ChiSquared.InvCDF(degrees, 1 - (FalseAlarm / (2 * tests))) / (2 * draws);
}
