using Gmlm.Theory.Random;

namespace Gmlm.Reproduce.Claims.Inference;

/// <summary>How diverse one parallel step can be without an error.</summary>
public sealed class RectangleCover : ClaimExperiment
{
    private const int Products = 20;

    public override Claim Claim => new(
        "rectangle-cover", "D23", "Without an error one parallel step is no more diverse than the largest rectangle", Origin.Beyond,
        Source: "our statement; supports of product distributions",
        Wording: "Let $V$ be the valid sequences. A product distribution with all its mass on $V$ has entropy at most $ln |R|$ with $R = "
            + "A_1 times … times A_N$ the largest rectangle inside $V$, and the uniform distribution on $R$ attains it.",
        Method: $"Random sets $V$; the largest rectangle by trying all, and {Products} random products on random rectangles inside $V$. "
            + "`lost.…` is $ln |V| - ln |R|$, the diversity that one step must give up: its mean and its largest value.",
        ControlMethod: "$ln |V|$ in the place of $ln |R|$ for the attained entropy; and the uniform product on all sequences, which is "
            + "not on $V$.");

    public override ExperimentResult Execute(ExperimentContext context)
    {
        var (check, control) = (Parts(), Parts());
        var random = context.Stream("rectangle-cover");
        var lost = new List<double>();
        var shapes = context.Pick<(int, int)[]>(
            [(2, 4), (3, 3)], [(2, 3), (2, 4), (2, 5), (3, 3)], [(2, 3), (2, 4), (2, 5), (3, 3), (3, 4), (4, 3)]);
        foreach (var (alphabet, length) in shapes)
        {
            var space = new StateSpace(alphabet, length);
            for (var draw = 1; draw <= context.Pick(5, 15, 30); draw++)
            {
                var name = $"q = {alphabet}, N = {length}, set #{draw}";
                var share = 0.2 + (0.6 * random.NextUniform());
                bool[] valid = [.. Enumerable.Range(0, space.Count).Select(_ => random.NextUniform() < share)];
                valid[random.NextBelow((uint)valid.Length)] = true;
                var largest = Rectangles.Largest(space, valid);
                var most = Math.Log(Rectangles.Size(largest));
                var uniform = Rectangles.Product(space, [.. largest.Select(side => Weights(alphabet, side, _ => 1))]);
                check.Equal("attained", most, Divergences.Entropy(uniform), name);
                control.Equal("attained", Math.Log(valid.Count(each => each)), Divergences.Entropy(uniform), name);
                check.Equal("on-valid", 0, Outside(uniform, valid), name);
                for (var i = 0; i < Products; i++)
                {
                    var product = Rectangles.Product(
                        space, [.. Inside(space, valid, random).Select(side => Weights(alphabet, side, _ => 0.05 + random.NextUniform()))]);
                    check.AtMost("bound", Divergences.Entropy(product), most, $"{name}, product #{i + 1}");
                    check.Equal("on-valid", 0, Outside(product, valid), $"{name}, product #{i + 1}");
                }

                var everywhere = FiniteDistribution.FromWeights(space, [.. Enumerable.Repeat(1.0, space.Count)]);
                control.AtMost("bound", Divergences.Entropy(everywhere), most, name);
                control.Equal("on-valid", 0, Outside(everywhere, valid), name);
                lost.Add(Math.Log(valid.Count(each => each)) - most);
            }

            context.Report(0.5);
        }

        return Decide(
            context,
            check.Outcome(),
            control.Outcome(),
            [
                Metric.Computed("lost.mean", lost.Average(), "nats"), Metric.Computed("lost.largest", lost.Max(), "nats"),
                .. check.Metrics(),
            ]);
    }

    // A rectangle inside the set: from one of its sequences, symbols are added in random order while the rectangle stays inside.
    private static int[] Inside(StateSpace space, bool[] valid, RandomStream random)
    {
        int[] members = [.. Enumerable.Range(0, space.Count).Where(x => valid[x])];
        var start = members[random.NextBelow((uint)members.Length)];
        int[] sides = [.. Enumerable.Range(0, space.Length).Select(i => 1 << space.Symbol(start, i))];
        int[] tries = [.. Enumerable.Range(0, space.Length * space.Alphabet)];
        random.Shuffle(tries);
        foreach (var (position, symbol) in tries.Select(each => (each / space.Alphabet, each % space.Alphabet)))
        {
            int[] larger = [.. sides];
            larger[position] |= 1 << symbol;
            if (Outside(Rectangles.Product(space, [.. larger.Select(side => Weights(space.Alphabet, side, _ => 1))]), valid) == 0)
            {
                sides = larger;
            }
        }

        return sides;
    }

    private static double[] Weights(int alphabet, int side, Func<int, double> weight) =>
        [.. Enumerable.Range(0, alphabet).Select(symbol => (side >> symbol & 1) != 0 ? weight(symbol) : 0)];

    private static double Outside(FiniteDistribution distribution, bool[] valid) =>
        Enumerable.Range(0, valid.Length).Sum(x => valid[x] ? 0 : distribution[x]);

    private static MarginParts Parts() => new(1e-10, "rounding of entropies of size 5");
}
