using Gmlm.Theory.Chains;
using Gmlm.Theory.Random;
using MathNet.Numerics.Distributions;

namespace Gmlm.Reproduce.Claims.Inequalities;

/// <summary>Weak coupling means fast single-site mixing.</summary>
public sealed class Dobrushin : ClaimExperiment
{
    public override Claim Claim => new(
        "dobrushin", "B07", "Dobrushin's condition bounds the gap", Origin.Literature,
        Source: "Dobrushin 1970, contraction of single-site dynamics",
        Wording: "For an Ising model with $alpha = max_i sum_j tanh |J_(i j)| < 1$, every unordered pair counted once in the "
            + "energy, $\"gap\"_1 >= (1 - alpha) \\/ N$.",
        Method: "Cliques, rings and random symmetric couplings of mixed signs, scaled to $alpha = 0.1, ..., 0.99$, without and "
            + "with random fields; gaps by eigen-decomposition. Reported over $J$ on the clique with $N = 4$: the gap and, "
            + "while $alpha < 1$, the bound.",
        ControlMethod: "$alpha$ from half the couplings, as if the energy counted ordered pairs: the two conventions are "
            + "easily confused.");

    public override ExperimentResult Execute(ExperimentContext context)
    {
        var models = Models(context);
        var check = Compare(models, 1);
        context.Report(0.5);
        var control = Compare(models, 0.5);
        return Decide(context, check.Outcome(), control.Outcome(), [.. ChainGrid.Couplings.SelectMany(Curve)]);
    }

    private static MarginLedger Compare(IEnumerable<(string Name, Ising Model)> models, double share)
    {
        var ledger = new MarginLedger(1e-12, "rounding of the eigen-decomposition; gaps lie in [0, 1]");
        foreach (var (name, model) in models)
        {
            ledger.AtMost((1 - Influence(model, share)) / model.Length, Gap(model), name);
        }

        return ledger;
    }

    private static IEnumerable<Metric> Curve(double coupling)
    {
        var clique = Ising.Clique(4, 4, coupling, 0);
        var influence = Influence(clique, 1);
        yield return Metric.Computed(FormattableString.Invariant($"dobrushin.gap.j{coupling}"), Gap(clique));
        if (influence < 1)
        {
            yield return Metric.Computed(FormattableString.Invariant($"dobrushin.bound.j{coupling}"), (1 - influence) / 4);
        }
    }

    /// <summary>α: the largest total variation by which the spins' neighbours can move one spin's conditional.</summary>
    private static double Influence(Ising model, double share) => Enumerable.Range(0, model.Length)
        .Max(i => Enumerable.Range(0, model.Length).Sum(j => Math.Tanh(share * Math.Abs(model.Couplings[i, j]))));

    private static double Gap(Ising model) =>
        new BlockDynamics(model.Distribution(), MaskDistribution.UniformOfSize(model.Length, 1)).SpectralGap;

    private static List<(string Name, Ising Model)> Models(ExperimentContext context)
    {
        var random = context.Stream("dobrushin");
        return [.. from length in context.Pick<int[]>([3, 5], [3, 4, 6], [3, 4, 5, 6, 7, 8])
                   from shape in new[] { "clique", "ring", "random" }
                   from influence in context.Pick<double[]>([0.3, 0.99], [0.1, 0.3, 0.6, 0.9, 0.99], [0.1, 0.3, 0.6, 0.9, 0.99])
                   from field in new[] { 0, 0.5 }
                   let couplings = Scaled(Shape(shape, length, random), influence)
                   let fields = Enumerable.Range(0, length).Select(_ => field * Normal.Sample(random, 0, 1)).ToArray()
                   select (FormattableString.Invariant($"{shape} N={length} α={influence} field={field}"), new Ising(fields, couplings))];
    }

    private static double[,] Shape(string shape, int length, RandomStream random)
    {
        var couplings = new double[length, length];
        for (var i = 0; i < length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                couplings[i, j] = couplings[j, i] = shape switch
                {
                    "clique" => 1,
                    "ring" => i - j == 1 || i - j == length - 1 ? 1 : 0,
                    _ => Normal.Sample(random, 0, 1),
                };
            }
        }

        return couplings;
    }

    /// <summary>The couplings times the number, found by bisection, that gives them the total influence asked for.</summary>
    private static double[,] Scaled(double[,] couplings, double influence)
    {
        double low = 0, high = 100;
        for (var step = 0; step < 60; step++)
        {
            var middle = (low + high) / 2;
            (low, high) = Influence(Times(couplings, middle), 1) < influence ? (middle, high) : (low, middle);
        }

        return Times(couplings, low).Couplings;
    }

    private static Ising Times(double[,] couplings, double factor)
    {
        var scaled = (double[,])couplings.Clone();
        foreach (ref var entry in System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref scaled[0, 0], scaled.Length))
        {
            entry *= factor;
        }

        return new Ising(new double[couplings.GetLength(0)], scaled);
    }
}
