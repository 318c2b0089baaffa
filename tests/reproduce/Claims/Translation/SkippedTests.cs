using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Tests.Harness;
using Xunit;

namespace Gmlm.Reproduce.Tests.Claims.Translation;

/// <summary>Without data and models an experiment that needs them measures nothing and says how to get them.</summary>
public sealed class SkippedTests
{
    public static TheoryData<Experiment> WithInputs => [.. Registry.Discover().Experiments.Where(experiment => experiment.Inputs(Profile.Standard).Count > 0)];

    [Theory]
    [MemberData(nameof(WithInputs))]
    public void EveryClaimIsSkippedWithTheCommand(Experiment experiment)
    {
        var result = experiment.Execute(new ExperimentContext(Profile.Smoke, 1, new Progress<double>(), TestContext.Current.CancellationToken, NoInputs.Store));
        Assert.Equal(experiment.Claims.Select(claim => claim.Id), result.Verdicts.Select(verdict => verdict.Claim));
        Assert.All(result.Verdicts, verdict =>
        {
            Assert.Equal(Verdict.Skipped, verdict.Verdict);
            Assert.Contains("`make ", verdict.Reason);
        });
        Assert.Empty(result.Metrics);
        Assert.Empty(result.Tables);
    }

    [Theory]
    [MemberData(nameof(WithInputs))]
    public void NoInputIsNamedTwice(Experiment experiment) => Assert.Distinct(experiment.Inputs(Profile.Standard));
}
