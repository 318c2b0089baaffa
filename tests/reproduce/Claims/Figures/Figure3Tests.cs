using Gmlm.Reproduce.Claims.Figures;
using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Tests.Harness;
using Gmlm.Theory.Chains;
using MathNet.Numerics.Statistics;
using Xunit;

namespace Gmlm.Reproduce.Tests.Claims.Figures;

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
    public void Error_bars_are_half_a_standard_deviation_of_the_repetitions()
    {
        var settings = Figure3Settings.Of(Profile.Smoke);
        Assert.Contains(Result.Series, series => series.Points.Any(point => point.Error > 1));
        foreach (var size in settings.Sizes)
        {
            var cells = settings.Couplings.Select(coupling => (coupling, size)).ToArray();
            var times = Figure3Simulation.KGibbs(Context(1), "figure-3/points", cells, Figure3Settings.Repetitions);
            var points = Result.Series.Single(series => series.Name == $"k{size}.simulated").Points;
            Assert.Equal(times.Length, points.Count);
            Assert.All(times.Zip(points), pair =>
            {
                var values = pair.First.Select(time => (double)time).ToArray();
                Assert.Equal((values.Mean(), values.StandardDeviation() / 2), (pair.Second.Y, pair.Second.Error!.Value), Close);
            });
        }
    }

    /// <summary>
    /// Four standard errors, half a step, or what the exact law of the mean exceeds with the false alarm's probability: whichever is most.
    /// </summary>
    [Fact]
    public void A_cell_of_the_check_may_stray_as_far_as_the_claim_says()
    {
        var settings = Figure3Settings.Of(Profile.Smoke);
        (double Coupling, int Size)[] cells = [.. settings.CheckCouplings.SelectMany(j => settings.CheckSizes.Select(k => (j, k)))];
        var verdict = Result.Verdicts.Single(verdict => verdict.Claim == Figure3Claims.Exact.Id);
        Assert.Equal((Worst(0), Worst(1)), (verdict.Check!.WorstMargin, verdict.Control!.WorstMargin), Close);

        // The control's times are those of the next block size.
        double Worst(int larger) => cells.Min(cell =>
        {
            const int Runs = Figure3Settings.CheckRepetitions;
            var name = $"simulated-time.j{Format.Number(cell.Coupling)}.k{cell.Size}";
            var metric = Result.Metrics.Single(metric => metric.Name == name);
            var exact = Figure3Settings.Exact(cell.Coupling, cell.Size + larger);
            var fourErrors = Math.Max(0.5, 4 * Math.Sqrt(exact.Variance / Runs));
            if (larger == 0)
            {
                Assert.Equal(fourErrors / 4, metric.StandardError!.Value, 1e-9);
            }

            var band = MeanOfRuns.Band(exact.Distribution(), Runs, Figure3Settings.CellFalseAlarm);
            return 1 - (Math.Abs(metric.Value - exact.Mean) / Math.Max(fourErrors, band));
        });
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

    private static bool Close((double, double) a, (double, double) b) =>
        Math.Abs(a.Item1 - b.Item1) < 1e-9 && Math.Abs(a.Item2 - b.Item2) < 1e-9;

    private static ExperimentResult Run(ulong seed) => new Figure3().Execute(Context(seed));

    private static ExperimentContext Context(ulong seed) =>
        new(Profile.Smoke, seed, new Progress<double>(), TestContext.Current.CancellationToken, NoInputs.Store);
}
