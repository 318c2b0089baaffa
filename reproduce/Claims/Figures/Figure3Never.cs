using Gmlm.Theory.Chains;

namespace Gmlm.Reproduce.Claims.Figures;

/// <summary>
/// The J from which the caption's "never" holds for the independent parallel sampler. "Never" means that the probability that any
/// repetition reaches R₁ within the budget is at most <see cref="Figure3Settings.NeverLevel"/>.
/// </summary>
internal static class Figure3Never
{
    /// <summary>log₁₀ P(one run reaches R₁ within the budget).</summary>
    public static double LogReached(double coupling) => Chain(coupling).LogReachedBy(Figure3Settings.Budget) / Math.Log(10);

    /// <summary>log₁₀ P(one run leaves R₋₁ within the budget), the bound.</summary>
    public static double LogLeft(double coupling) => Chain(coupling).LogLeftBy(Figure3Settings.Budget) / Math.Log(10);

    /// <summary>P(a half-and-half clique swaps all its spins in one step): near 1 where the state oscillates.</summary>
    public static double Swap(double coupling) => Math.Exp(Chain(coupling).LogSwap(Figure3Settings.Clique / 2));

    /// <summary>log₁₀ of the probability that any repetition succeeds, from that of one: 1 − (1 − p)^R; never more than R p.</summary>
    public static double LogAny(double logOne)
    {
        var one = Math.Pow(10, logOne);
        return one < 1e-8
            ? Math.Log10(Figure3Settings.Repetitions) + logOne
            : Math.Log10(1 - Math.Pow(1 - one, Figure3Settings.Repetitions));
    }

    /// <summary>
    /// The largest J on [0, 10] at which <paramref name="logOne"/> crosses the level, by a scan from above and bisection.
    /// </summary>
    public static double From(Func<double, double> logOne)
    {
        const double step = 0.05;
        var holds = 10.0;
        while (holds > 0 && Never(holds - step))
        {
            holds -= step;
        }

        var fails = holds - step;
        while (holds - fails > 1e-10)
        {
            var middle = (holds + fails) / 2;
            (holds, fails) = Never(middle) ? (middle, fails) : (holds, middle);
        }

        return holds;

        bool Never(double coupling) => LogAny(logOne(coupling)) <= Math.Log10(Figure3Settings.NeverLevel);
    }

    private static LumpedIndependentParallel Chain(double coupling) => new(Figure3Settings.Clique, coupling, Figure3Settings.Field);
}
