using Gmlm.Theory.Information;
using Gmlm.Theory.Random;

namespace Gmlm.Reproduce.Claims.Figures;

/// <summary>
/// Simulated errors where Theorem 1 does not apply: three spins whose distribution is no member of the fitted family, each k against its
/// own minimiser. The truth is that of 3,000 random ones for which masking one position more costs most: tr Γ_3 is 1.34 times tr Γ_2.
/// </summary>
internal static class MisspecifiedErrors
{
    private const ulong TruthSeed = 2422;
    private const int Repetitions = 6000; // so many show the factor beyond eleven standard deviations

    private static readonly int[] Samples = [1600];

    /// <summary>The runs and their asymptotic bands, as the checks take them.</summary>
    public static SampleEfficiencyChecks Of(ExperimentContext context, string label)
    {
        var data = MisspecifiedSpins.Truth(new RandomStream(TruthSeed));
        var information = Information(data);
        var family = MisspecifiedSpins.Family;
        var runs = SampleEfficiencyRuns.Execute(
            context, $"{label}/misspecified", family, data, size => Minimum(data, size), Samples, Repetitions);
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
