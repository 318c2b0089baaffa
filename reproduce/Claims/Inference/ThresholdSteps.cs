using Gmlm.Theory.Information;

namespace Gmlm.Reproduce.Claims.Inference;

/// <summary>How often a block of sure words is wrong.</summary>
public sealed class ThresholdSteps : ClaimExperiment
{
    public override Claim Claim => new(
        "threshold-steps", "D19", "A block of sure words is right as often as a union bound says", Origin.Beyond,
        Source: "union bound",
        Wording: "Let $m_i$ be the mode of $p(x_i | x_V)$ and $p_i$ its probability. Then $P(X_i = m_i \"for all\" i in U | x_V) >= 1 - "
            + "sum_U (1 - p_i)$; so a block of $b$ positions, each with $p_i >= tau$, errs with probability at most $b (1 - tau)$.",
        Method: "Every $x_V$ of positive probability of every instance, tables with zeros among them, and every "
            + "set $U$ of two open positions or more, by enumeration.",
        ControlMethod: "The bound of independent positions, $product_U p_i$.");

    public override ExperimentResult Execute(ExperimentContext context)
    {
        var (check, control) = (Parts(), Parts());
        foreach (var instance in Instances.Distributions(context).Where(instance => instance.Length <= 5))
        {
            var p = instance.Truth;
            for (var visible = 0; visible < p.Space.Everything; visible++)
            {
                foreach (var view in Views(p, visible))
                {
                    foreach (
                        var chosen in Enumerable.Range(1, p.Space.Everything)
                            .Where(chosen => (chosen & visible) == 0 && int.PopCount(chosen) > 1))
                    {
                        int[] positions = [.. Enumerable.Range(0, p.Space.Length).Where(i => (chosen >> i & 1) != 0)];
                        double[] modes = [.. positions.Select(view.View.Surest)];
                        var right = view.States.Where(x => positions.All(i => p.Space.Symbol(x, i) == Mode(view.View.Given[i])))
                            .Sum(x => p.Probabilities[x]) / view.States.Sum(x => p.Probabilities[x]);
                        var name = $"{instance.Name}, {visible} visible, {chosen} chosen";
                        check.AtMost("union", 1 - modes.Sum(mode => 1 - mode), right, name);
                        check.AtMost("threshold", 1 - (modes.Length * (1 - modes.Min())), right, name);
                        control.AtMost("union", modes.Aggregate(1.0, (product, mode) => product * mode), right, name);
                        control.AtMost("threshold", Math.Pow(modes.Min(), modes.Length), right, name);
                    }
                }
            }

            context.Cancellation.ThrowIfCancellationRequested();
        }

        return Decide(context, check.Outcome(), control.Outcome(), check.Metrics());
    }

    private static int Mode(double[] given) => Array.IndexOf(given, given.Max());

    private static IEnumerable<(DecodingView View, int[] States)> Views(FiniteDistribution p, int visible) =>
        Enumerable.Range(0, p.Space.Count)
        .GroupBy(x =>
            string.Join(' ', Enumerable.Range(0, p.Space.Length).Where(i => (visible >> i & 1) != 0).Select(i => p.Space.Symbol(x, i))))
        .Where(group => group.Sum(x => p.Probabilities[x]) > 0)
        .Select(group =>
        {
            int[] states = [.. group];
            var total = states.Sum(x => p.Probabilities[x]);
            double Of(int i, int symbol) => states.Where(x => p.Space.Symbol(x, i) == symbol).Sum(x => p.Probabilities[x]) / total;
            double[][] given =
            [
                .. Enumerable.Range(0, p.Space.Length)
                    .Select(i => Enumerable.Range(0, p.Space.Alphabet).Select(symbol => Of(i, symbol)).ToArray()),
            ];
            return (new DecodingView(visible, given), states);
        });

    private static MarginParts Parts() => new(1e-10, "rounding of sums of probabilities");
}
