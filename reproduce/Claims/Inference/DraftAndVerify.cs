namespace Gmlm.Reproduce.Claims.Inference;

/// <summary>A parallel draft that is verified costs no quality, and is accepted as often as it is close.</summary>
public sealed class DraftAndVerify : ClaimExperiment
{
    public override Claim Claim => new(
        "draft-and-verify", "D20", "A verified product draft has the joint distribution", Origin.Literature,
        Source: "maximal coupling; speculative decoding, Leviathan et al. 2023",
        Wording: "Draw the block $K$ from the product $q$ of its conditionals given $x_(-K)$, accept it with probability $min(1, p \\/ "
            + "q)$, else draw from the residual $(p - q)_+$, normalised. The block has the distribution $p(x_K | x_(-K))$, and it is "
            + "accepted with probability $1 - bb(E) \"TV\" >= 1 - sqrt(bb(E) \"TC\" \\/ 2)$.",
        Method: "Every mask of two positions or more of every instance, tables with zeros among them: the "
            + "law of the output by enumeration against $p$, and the "
            + "probability of acceptance against both.",
        ControlMethod: "A draft that is always accepted: its law is $q$; and the bound with half of the total correlation.");

    public override ExperimentResult Execute(ExperimentContext context)
    {
        var (check, control) = (Parts(), Parts());
        var tightest = 0.0;
        foreach (var instance in Instances.Distributions(context))
        {
            var (p, space) = (instance.Truth, instance.Space);
            foreach (var mask in Enumerable.Range(1, space.Everything).Where(mask => int.PopCount(mask) > 1))
            {
                var (accepted, distance) = (0.0, 0.0);
                foreach (var first in space.Bases(mask))
                {
                    var block = space.Offsets(mask).Select(offset => p[first + offset]).ToArray();
                    var mass = block.Sum();
                    if (mass == 0)
                    {
                        continue; // never visible
                    }

                    block = [.. block.Select(value => value / mass)];
                    var draft = Product(space, mask, first, block);
                    var kept = block.Zip(draft, Math.Min).ToArray();
                    double[] residual = [.. block.Zip(draft, (exact, drafted) => Math.Max(0, exact - drafted))];
                    var left = residual.Sum();
                    double[] output = [.. kept.Zip(residual, (taken, rest) => taken + (left > 0 ? (1 - kept.Sum()) * rest / left : 0))];
                    var name = $"{instance.Name}, mask {mask}, given {first}";
                    check.Equal("law", 0, Divergences.TotalVariation(block, output), name);
                    control.Equal("law", 0, Divergences.TotalVariation(block, draft), name);
                    accepted += mass * kept.Sum();
                    distance += mass * Divergences.TotalVariation(block, draft);
                }

                var correlation = Divergences.ConditionalTotalCorrelation(p, mask, space.Everything & ~mask);
                check.Equal("acceptance", 1 - distance, accepted, $"{instance.Name}, mask {mask}");
                check.AtMost("bound", 1 - Math.Sqrt(Math.Max(0, correlation) / 2), accepted, $"{instance.Name}, mask {mask}");
                control.Equal("acceptance", 1, accepted, $"{instance.Name}, mask {mask}");
                control.AtMost("bound", 1 - Math.Sqrt(Math.Max(0, correlation) / 4), accepted, $"{instance.Name}, mask {mask}");
                tightest = Math.Max(tightest, correlation > 1e-6 ? (1 - accepted) / Math.Sqrt(correlation / 2) : 0);
            }

            context.Cancellation.ThrowIfCancellationRequested();
        }

        return Decide(context, check.Outcome(), control.Outcome(), [Metric.Computed("tightest.bound", tightest), .. check.Metrics()]);
    }

    // The product of the block's marginals, in the order of the block's states.
    private static double[] Product(StateSpace space, int mask, int first, double[] block)
    {
        int[] states = [.. space.Offsets(mask).Select(offset => first + offset)];
        int[] positions = [.. Enumerable.Range(0, space.Length).Where(i => (mask >> i & 1) != 0)];
        var marginals = positions.ToDictionary(i => i, i =>
        {
            var marginal = new double[space.Alphabet];
            for (var k = 0; k < states.Length; k++)
            {
                marginal[space.Symbol(states[k], i)] += block[k];
            }

            return marginal;
        });
        return [.. states.Select(x => positions.Aggregate(1.0, (product, i) => product * marginals[i][space.Symbol(x, i)]))];
    }

    private static MarginParts Parts() => new(1e-7, "rounding of probabilities; the root of a total correlation near 0 amplifies it");
}
