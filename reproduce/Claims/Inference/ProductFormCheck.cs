using MathNet.Numerics.Distributions;

namespace Gmlm.Reproduce.Claims.Inference;

/// <summary>
/// Whether a step's kernel is of product form. Enumerated: TC(P(x, ·)) ≤ 10⁻⁶ for every x. Sampled, from some x: n runs of the step, with
/// empirical distribution P̂; 2n TC(P̂) is the G statistic of independence of the N positions, 2n KL(P̂ ‖ P(x, ·)) that of agreement with
/// the enumerated distribution.
/// </summary>
internal sealed class ProductFormCheck(int draws, int tests)
{
    /// <summary>The allowed total correlation of an enumerated row, in nats, since logits have single precision.</summary>
    public const double Rounding = 1e-6;

    /// <summary>
    /// The probability that any sampled comparison of the claim raises a false alarm, by the χ² distributions of G. These are asymptotic,
    /// so the rate is a hundredth of 10⁻⁴, which leaves room for small cells.
    /// </summary>
    public const double FalseAlarm = 1e-6;

    /// <summary>Margins of one step, nats.</summary>
    /// <param name="step">The step.</param>
    /// <param name="from">The previous states from which the step is run.</param>
    /// <param name="parts">Receives the margins.</param>
    /// <param name="name">The step in words.</param>
    /// <param name="drawing">The step that is run, if it is another than the one enumerated.</param>
    /// <returns>The enumerated kernel, row by row.</returns>
    public FiniteDistribution[] Compare(
        ISequenceStep step, IEnumerable<int> from, MarginParts parts, string name, ISequenceStep? drawing = null)
    {
        var space = step.Space;
        var rows = StepKernel.Of(step);
        for (var x = 0; x < rows.Length; x++)
        {
            parts.AtMost("enumerated", Divergences.TotalCorrelation(rows[x]), Rounding, $"{name}, from state {x}");
        }

        foreach (var x in from)
        {
            var counts = new double[space.Count];
            foreach (var next in (drawing ?? step).Draw(x, draws))
            {
                counts[next]++;
            }

            var empirical = FiniteDistribution.FromWeights(space, counts);
            var free = space.Length * (space.Alphabet - 1);
            parts.AtMost(
                "sampled",
                Divergences.TotalCorrelation(empirical),
                Largest(space.Count - 1 - free),
                $"{name}, {draws} draws from state {x}");
            parts.AtMost(
                "sampled-law",
                Divergences.KullbackLeibler(empirical, rows[x]),
                Largest(space.Count - 1),
                $"{name}, {draws} draws from state {x}");
        }

        return rows;
    }

    // The false-alarm rate is divided among two comparisons per test.
    private double Largest(int degrees) => ChiSquared.InvCDF(degrees, 1 - (FalseAlarm / (2 * tests))) / (2 * draws);
}
