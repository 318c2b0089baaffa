using Gmlm.Theory.Chains;
using Gmlm.Theory.Random;
using MathNet.Numerics.Distributions;

namespace Gmlm.Reproduce.Claims.Joint;

/// <summary>When conditionals of single positions belong to one joint distribution at all.</summary>
public sealed class CompatibleConditionals : ClaimExperiment
{
    private const double Noise = 0.1;

    public override Claim Claim => new(
        "rectangle", "C07", "Conditionals fit one joint distribution if they close around every rectangle", Origin.Literature,
        Source: "Hobert and Casella 1998; our wording",
        Wording: "Let $p_i (x_i | x_(-i)) > 0$ be conditionals of all positions. They are those of one joint distribution if and only if "
            + "for all $i != j$ the log-ratios around every rectangle $(a, c) -> (b, c) -> (b, d) -> (a, d) -> (a, c)$ of $(x_i, x_j)$, "
            + "the other positions fixed, sum to 0; and if and only if random-scan Glauber dynamics with them is reversible.",
        Method: "The conditionals of every instance: the largest sum, and the largest difference of the flows "
            + "$pi(x) P(x, y)$ and $pi(y) P(y, x)$ over the larger of both, with $pi$ the stationary distribution, which must be $p$. "
            + $"`least.defect` is the smallest defect of noisy conditionals.",
        ControlMethod: FormattableString.Invariant($"The same conditionals with normal noise of {Noise} on the logits."));

    public override ExperimentResult Execute(ExperimentContext context)
    {
        var (check, control) = (Parts(), Parts());
        var random = context.Stream("rectangle");
        var least = double.PositiveInfinity;
        foreach (var instance in Instances.All(context))
        {
            var exact = SiteConditionals.Of(instance.Truth);
            var noisy = Noisy(exact, random);
            Compare(check, exact, instance.Truth, instance.Name);
            Compare(control, noisy, instance.Truth, instance.Name);
            least = Math.Min(least, noisy.LargestDefect()!.Defect);
            context.Report(0.5);
        }

        return Decide(context, check.Outcome(), control.Outcome(), [Metric.Computed("least.defect", least, "nats"), .. check.Metrics()]);
    }

    private static void Compare(MarginParts parts, SiteConditionals conditionals, FiniteDistribution p, string name)
    {
        var space = conditionals.Space;
        parts.Equal("closed", 0, conditionals.LargestDefect()!.Defect, name);
        var kernel = conditionals.Glauber();
        var stationary = StationaryDistribution.Of(kernel);
        var unbalanced = 0.0;
        for (var x = 0; x < space.Count; x++)
        {
            for (var y = 0; y < x; y++)
            {
                double there = stationary[x] * kernel[x, y], back = stationary[y] * kernel[y, x];
                unbalanced = Math.Max(unbalanced, there == back ? 0 : Math.Abs(there - back) / Math.Max(there, back));
            }
        }

        parts.Equal("reversible", 0, unbalanced, name);
        parts.Equal("stationary", 0, Divergences.TotalVariation(p.Probabilities, stationary), name);
    }

    private static SiteConditionals Noisy(SiteConditionals exact, RandomStream random)
    {
        var space = exact.Space;
        return new SiteConditionals(
            space,
            [
                .. Enumerable.Range(0, space.Length).Select(i =>
                {
                    var table = new double[space.Count];
                    foreach (var first in space.Bases(1 << i))
                    {
                        var states = space.Offsets(1 << i).Select(offset => first + offset).ToArray();
                        var weights = states.Select(x => exact[i, x] * Math.Exp(Noise * Normal.Sample(random, 0, 1))).ToArray();
                        foreach (var (x, weight) in states.Zip(weights))
                        {
                            table[x] = weight / weights.Sum();
                        }
                    }

                    return table;
                }),
            ]);
    }

    private static MarginParts Parts() => new(1e-9, "rounding of logarithms of conditionals of size 10");
}
