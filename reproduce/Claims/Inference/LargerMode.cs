using Gmlm.Theory.Random;
using MathNet.Numerics.Distributions;

namespace Gmlm.Reproduce.Claims.Inference;

/// <summary>Which of the two modes of the clique is the larger, and by how much.</summary>
public sealed class LargerMode : ClaimExperiment
{
    public override Claim Claim => new(
        "larger-mode", "D05", "The larger mode", Origin.Reconstructed,
        Source: "the two regions between which Figure 3 counts steps, our wording",
        Wording: "Let $R_(plus.minus 1)$ be the sequences in which all spins of the clique $C$ are $plus.minus 1$, the other "
            + "spins being free and not coupled to it. If $sum_C h_i > 0$, then $p(R_1) > p(R_(-1))$, and $p(R_1) \\/ "
            + "p(R_(-1)) = e^(2 sum_C h_i)$ whatever the couplings.",
        Method: "Both probabilities by enumeration, in logarithms: cliques of all sizes with random symmetric couplings inside "
            + "and random spins outside, and Potts models with three symbols, where the ratio of two symbols' regions is "
            + "$e^(sum_C (h_i (a) - h_i (b)))$.",
        ControlMethod: "Spins outside that are coupled to the clique.");

    public override ExperimentResult Execute(ExperimentContext context)
    {
        var figure = Ising.Clique(10, 4, 1, 5).Distribution();
        return Decide(
            context,
            () => Compare(context, across: 0),
            () => Compare(context, across: 3),
            CliqueModels.Decades("log10-ratio.figure-3", LogMass(figure, 0b1111, 1) - LogMass(figure, 0b1111, 0)));
    }

    private static MarginParts Compare(ExperimentContext context, double across)
    {
        var parts = new MarginParts(1e-10, "relative; rounding of sums of at most 256 probabilities");
        var random = context.Stream("larger-mode");
        foreach (var length in context.Pick<int[]>([3, 5], [2, 4, 6, 8], [2, 3, 4, 5, 6, 7, 8, 10]))
        {
            foreach (var strength in new[] { 0.1, 1, 3 })
            {
                for (var clique = 1; clique <= length; clique++)
                {
                    var spins = Spins(random, length, clique, strength, across);
                    Add(
                        parts,
                        spins.Distribution(),
                        clique,
                        1,
                        0,
                        2 * spins.Fields.Take(clique).Sum(),
                        FormattableString.Invariant($"Ising N={length} m={clique} strength={strength}"));
                    if (length <= 5)
                    {
                        var symbols = Symbols(random, length, clique, strength, across);
                        var difference = Enumerable.Range(0, clique).Sum(i => symbols.Fields[i, 2] - symbols.Fields[i, 1]);
                        Add(
                            parts,
                            symbols.Distribution(),
                            clique,
                            2,
                            1,
                            difference,
                            FormattableString.Invariant($"Potts q=3 N={length} m={clique} strength={strength}"));
                    }
                }
            }

            context.Cancellation.ThrowIfCancellationRequested();
        }

        return parts;
    }

    private static void Add(MarginParts parts, FiniteDistribution p, int clique, int symbol, int other, double expected, string name)
    {
        var ratio = LogMass(p, (1 << clique) - 1, symbol) - LogMass(p, (1 << clique) - 1, other);
        parts.Equal("ratio", expected, ratio, name);
        parts.AtMost("larger", 0, Math.Sign(expected) * ratio, name);
    }

    // The field at an outside spin is not zero, so a coupling across tells the two regions apart.
    private static Ising Spins(RandomStream random, int length, int clique, double strength, double across) => new(
        [.. Enumerable.Range(0, length).Select(_ => 0.2 + Math.Abs(Normal.Sample(random, 0, strength)))],
        CliqueModels.Random(random, length, Scale(clique, strength, across)));

    private static Potts Symbols(RandomStream random, int length, int clique, double strength, double across)
    {
        var fields = new double[length, 3];
        for (var i = 0; i < length; i++)
        {
            for (var a = 1; a < 3; a++)
            {
                fields[i, a] = Normal.Sample(random, 0, strength);
            }
        }

        return new Potts(fields, CliqueModels.Random(random, length, Scale(clique, strength, across)));
    }

    private static Func<int, int, double> Scale(int clique, double strength, double across) =>
        (i, j) => (i < clique) == (j < clique) ? strength : across;

    private static double LogMass(FiniteDistribution p, int clique, int symbol)
    {
        double mass = 0;
        for (var x = 0; x < p.Space.Count; x++)
        {
            mass += Enumerable.Range(0, p.Space.Length).All(i => (clique >> i & 1) == 0 || p.Space.Symbol(x, i) == symbol) ? p[x] : 0;
        }

        return Math.Log(mass);
    }
}
