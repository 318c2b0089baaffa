using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Tests.Harness;
using Xunit;

namespace Gmlm.Reproduce.Tests.Claims;

/// <summary>What every claim of the theory owes: its check holds, its control is caught, its metrics are finite numbers with names of their own.</summary>
internal static class Judge
{
    /// <summary>The context of a run that reports to nobody.</summary>
    public static ExperimentContext Context(Profile profile, ulong seed) => new(profile, seed, new Progress<double>(), CancellationToken.None, NoInputs.Store);

    public static ClaimVerdict HoldsAndIsControlled(ClaimExperiment experiment, Profile profile, ulong seed)
    {
        var result = experiment.Execute(Context(profile, seed));
        var verdict = Assert.Single(result.Verdicts);
        Assert.Equal(experiment.Id, verdict.Claim);
        Assert.True(verdict.Check!.Verdict == Verdict.Holds, $"{experiment.Id}, {profile}, seed {seed}: {verdict.Check}");
        Assert.True(verdict.Control!.Verdict == Verdict.Violated, $"{experiment.Id}, {profile}, seed {seed}: {verdict.Control}");
        Assert.Equal(Verdict.Holds, verdict.Verdict);
        Assert.True(verdict.Uncontrolled.Count == 0, $"{experiment.Id}, {profile}, seed {seed}: no control breaks {string.Join(", ", verdict.Uncontrolled)}");
        Assert.All(result.Metrics, metric => Assert.True(double.IsFinite(metric.Value), metric.Name));
        Assert.Equal(result.Metrics.Count, result.Metrics.Select(metric => metric.Name).Distinct().Count());
        return verdict;
    }
}
