using Gmlm.Theory.Information;
using Gmlm.Theory.Random;

namespace Gmlm.Reproduce.Claims.Figures;

/// <summary>
/// Simulated errors where Theorem 1 does not apply: three spins whose distribution is no member of the fitted family, each k against its
/// own minimiser. Of fifty random truths, the one for which masking one position more costs most.
/// </summary>
internal static class MisspecifiedErrors
{
    private const int Truths = 50;

    private static readonly int[] Samples = [1600, 6400];

    /// <summary>The runs and their asymptotic bands, as the checks take them.</summary>
    public static SampleEfficiencyChecks Of(ExperimentContext context, string label, int repetitions)
    {
        var (data, information) = Enumerable.Range(1, Truths)
            .Select(seed => MisspecifiedSpins.Truth(new RandomStream((ulong)seed)))
            .Select(truth => (truth, Information(truth)))
            .MaxBy(pair => pair.Item2.Zip(pair.Item2.Skip(1), (less, more) => more.Sandwich.Trace() / less.Sandwich.Trace()).Max());
        var family = MisspecifiedSpins.Family;
        var runs = SampleEfficiencyRuns.Execute(
            context, $"{label}/misspecified", family, data, size => Minimum(data, size), Samples, repetitions);
        return new SampleEfficiencyChecks(
            runs,
            [.. information.Select(at => AsymptoticBand.Of(at.Sandwich))],
            [.. information.Select(at => AsymptoticBand.Of(at.AveragedSandwich))]);
    }

    private static PseudolikelihoodInformation[] Information(FiniteDistribution truth) =>
    [
        .. Enumerable.Range(1, truth.Space.Length).Select(size => PseudolikelihoodInformation.At(
            MisspecifiedSpins.Family, Minimum(truth, size), truth, MaskDistribution.UniformOfSize(truth.Space.Length, size))),
    ];

    private static double[] Minimum(FiniteDistribution truth, int size) =>
        PseudoTrue.Minimize(MisspecifiedSpins.Family, truth, MaskDistribution.UniformOfSize(truth.Space.Length, size));
}
