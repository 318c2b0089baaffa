using Gmlm.Attack.Mutations;
using Gmlm.Reproduce.Harness;
using Xunit;

namespace Gmlm.Reproduce.Tests.Attacks;

public sealed class SmokeRunTests : IDisposable
{
    private static readonly TestSuite Product = new("reproduce", AppContext.BaseDirectory);

    private readonly string _temporary = Directory.CreateTempSubdirectory("smoke-run").FullName;

    [Fact]
    public void A_result_within_its_tolerance_passes()
    {
        var run = Run("mle");

        Assert.Equal(TestEnd.Passed, run.End);
        Assert.Equal(["mle"], run.ClassSeconds.Keys);
    }

    [Fact]
    public void What_exits_with_an_error_is_noticed_and_named() =>
        Assert.Equal((TestEnd.Failed, "no-such-experiment.run"), (Run("no-such-experiment").End, Run("no-such-experiment").FirstFailure));

    [Fact]
    public void What_takes_too_long_is_ended() => Assert.Equal(TestEnd.TimedOut, Run(TimeSpan.FromMilliseconds(1), "mle").End);

    [Fact]
    public void Every_experiment_reaches_its_own_code()
    {
        var experiments = Registry.Discover().Experiments;
        var classes = TestReach.OfExperiments(Product, experiments);
        Assert.Equal(experiments.Select(experiment => experiment.Id), classes.Select(each => each.Name));
        Assert.All(classes, each => Assert.True(each.Methods > 20, $"{each.Name} reaches {each.Methods} methods"));
    }

    public void Dispose() => Directory.Delete(_temporary, recursive: true);

    private TestRun Run(params string[] experiments) => Run(TimeSpan.FromMinutes(5), experiments);

    private TestRun Run(TimeSpan limit, params string[] experiments) =>
        SmokeRun.Execute(Product, experiments, 0, limit, _temporary, TestContext.Current.CancellationToken);
}
