using Gmlm.Reproduce.Experiments;
using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Tests.Harness;
using Xunit;

namespace Gmlm.Reproduce.Tests.Experiments;

/// <summary>Figure 3 in the smoke profile: verdicts, reference values, and that nothing depends on scheduling.</summary>
public sealed class Figure3Tests
{
    private static readonly ExperimentResult Result = Run(1);

    [Fact]
    public void Every_claim_holds_and_every_control_is_caught()
    {
        var figure = new Figure3();
        Assert.Equal(figure.Claims.Select(claim => claim.Id), Result.Verdicts.Select(verdict => verdict.Claim));
        foreach (var verdict in Result.Verdicts)
        {
            Assert.Equal(("", Verdict.Holds), (verdict.Reason, verdict.Verdict));
            Assert.Equal(Verdict.Violated, verdict.Control!.Verdict);
            Assert.True(verdict.Check!.Instances >= 6);
        }
    }

    [Fact]
    public void Exact_times_and_the_onset_of_never_are_the_reference()
    {
        Assert.Equal(Figure3Settings.Exact(4, 2).Mean, Value("exact-time.j4.k2"));
        Assert.Equal(953.5, Figure3Settings.Exact(3, 1).Mean, 0.1);

        // Four spins for 1,000 steps in 10 runs, each leaving with σ(2(5 − 3J)) at most: 40,000 σ ≈ 1% near J = 4.2.
        var bound = Value("never-from-bound");
        Assert.Equal(0.01, 1 - Math.Pow(1 - (1 / (1 + Math.Exp(-2 * (5 - (3 * bound))))), 40_000), 1e-6);
        Assert.InRange(Value("never-from"), 4, bound);
        Assert.Equal(0, Value("independent-any.j1"), 1e-9); // at J = 1 it always arrives
        Assert.True(Value("independent-any.j10") < -20);
    }

    [Fact]
    public void Names_are_unique_and_series_increase()
    {
        Assert.Distinct(Result.Metrics.Select(metric => metric.Name));
        Assert.Distinct(Result.Series.Select(series => series.Name));
        Assert.All(Result.Series, series => Assert.Equal(series.Points.Select(point => point.X).Distinct().Order(), series.Points.Select(point => point.X)));
        Assert.Equal(["simulated", "exact", "independent", "independent-bound"], Result.Series.Select(series => series.Group).Distinct());
        Assert.All(Result.Tables, table => Assert.All(table.Rows, row => Assert.Equal(table.Columns.Count, row.Count)));
    }

    [Fact]
    public void The_same_seed_gives_the_same_numbers_and_another_seed_agrees()
    {
        Assert.Equal(Result.Metrics, Run(1).Metrics);
        var other = Run(2);
        Assert.NotEqual(Result.Metrics, other.Metrics);
        Assert.Equal(Verdict.Holds, other.Verdicts[0].Verdict);
    }

    private static double Value(string name) => Result.Metrics.Single(metric => metric.Name == name).Value;

    private static ExperimentResult Run(ulong seed) =>
        new Figure3().Execute(new ExperimentContext(Profile.Smoke, seed, new Progress<double>(), TestContext.Current.CancellationToken, NoInputs.Store));
}
