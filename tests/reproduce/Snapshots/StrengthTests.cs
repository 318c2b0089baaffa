using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Snapshots;
using Gmlm.Reproduce.Tests.Harness;
using Xunit;

namespace Gmlm.Reproduce.Tests.Snapshots;

/// <summary>A verdict is compared with the strength of its check and control, and an estimate with its standard error.</summary>
public sealed class StrengthTests
{
    private static readonly ExperimentResult Strong = StubExperiment.Result("one", 1);

    public static TheoryData<string, string> Weaker => new()
    {
        { "one instance", "instances(one-claim)" },
        { "tolerance 10", "tolerance(one-claim)" },
        { "infinite tolerance", "tolerance(one-claim)" },
        { "no check", "check(one-claim)" },
        { "no control", "check(one-claim)" },
        { "control holds", "control(one-claim)" },
        { "control of nothing", "control(one-claim)" },
        { "control of one instance", "control-instances(one-claim)" },
        { "control without tolerance", "control-tolerance(one-claim)" },
        { "margin is not a number", "check(one-claim)" },
        { "margin beyond the tolerance", "check(one-claim)" },
    };

    [Theory]
    [MemberData(nameof(Weaker))]
    public void AWeakerTestIsAMove(string how, string row) => Assert.Contains(Compare(Weaken(how)), moved => moved.Name == row);

    [Fact]
    public void MoreInstancesAreNoMove() =>
        Assert.Empty(Compare(Change(check => check with { Instances = 13, Tolerance = 1.1e-9 }, control => control)));

    [Theory]
    [InlineData(2.0, false)]
    [InlineData(0.5, false)]
    [InlineData(2.1, true)]
    [InlineData(0.0, true)]
    [InlineData(-1.0, true)]
    [InlineData(double.PositiveInfinity, true)]
    [InlineData(double.NaN, true)]
    [InlineData(null, true)]
    public void AStandardErrorMovesByAFactor(double? times, bool moved)
    {
        foreach (var tolerance in new[] { Tolerance.Statistical(), Tolerance.Absolute(0.01), Tolerance.Ordering })
        {
            var old = StubExperiment.Result("one", 1, tolerance: tolerance, error: 0.5);
            var rows = Comparison.Compare(Accepted.Of(old), StubExperiment.Result("one", 1, tolerance: tolerance, error: 0.5 * times));
            Assert.Equal(moved, rows.Any(row => row is { Moved: true, Name: "error(value)" }));
        }
    }

    [Fact]
    public void TheRowOfAnErrorTellsOldFromNew()
    {
        var (old, now) = (StubExperiment.Result("one", 1, error: 0.5), StubExperiment.Result("one", 1, error: 2));
        var row = Assert.Single(Comparison.Compare(Accepted.Of(old), now), row => row.Name == "error(value)");
        Assert.Equal(("0.5", "2", 1.5, Standing.Moved), (row.Old, row.New, row.Delta, row.Standing));
        var gone = StubExperiment.Result("one", 1);
        Assert.Equal(("0.5", "none"), Texts(old, gone));
        Assert.Equal(("none", "0.5"), Texts(gone, old));

        static (string Old, string New) Texts(ExperimentResult old, ExperimentResult now)
        {
            var row = Assert.Single(Comparison.Compare(Accepted.Of(old), now), row => row.Name == "error(value)");
            return (row.Old, row.New);
        }
    }

    [Fact]
    public void ALargeErrorBarHidesNoMove()
    {
        var old = StubExperiment.Result("one", 1, tolerance: Tolerance.Statistical(), error: 0.5);
        var now = StubExperiment.Result("one", 100, tolerance: Tolerance.Statistical(), error: double.PositiveInfinity);
        Assert.Contains(Comparison.Compare(Accepted.Of(old), now), row => row is { Moved: true, Name: "error(value)" });
        var curve = old.Series[0];
        var points = old with { Series = [curve with { Points = [curve.Points[0], curve.Points[1] with { Error = 50 }] }] };
        Assert.Equal("error(curve[2])", Assert.Single(Comparison.Compare(Accepted.Of(old), points), row => row.Moved).Name);
    }

    // A share's standard error is 0 if all of a sample agree. On another machine all but one may agree, with a small standard error.
    [Fact]
    public void AnErrorBelowWhatTheValueMayMoveIsSmall() => Assert.DoesNotContain(
        Comparison.Compare(Accepted.Of(StubExperiment.Result("one", 1, error: 0)), StubExperiment.Result("one", 1, error: 0.005)),
        row => row.Moved);

    [Fact]
    public void AnUnrecordedStrengthIsReportedAndRefusedWhereAllIsRequired()
    {
        var old = Accepted.Of(Strong) with { Acceptances = [Of("1.0.0")], Strengths = null, Tables = null };
        var rows = Comparison.Compare(old, Strong);
        Assert.Equal(["strength(one-claim)"], rows.Where(row => row.Standing == Standing.NotRecorded).Select(row => row.Name));
        Assert.DoesNotContain(rows, row => row.Moved);

        // An acceptance records all strengths, so that removing one is detected.
        foreach (var version in new[] { "1.1.0", "2.0.0", "" })
        {
            Assert.Contains(Comparison.Compare(old with { Acceptances = [Of(version)] }, Strong), row => row.Moved);
        }

        static Acceptance Of(string version) => Accepted.For("some time") with { Version = version };
    }

    [Fact]
    public void CompletingKeepsEveryValue()
    {
        var old = Accepted.Of(Strong) with { Strengths = null, Tables = null };
        var now = StubExperiment.Result("one", 1.001);
        var complete = old.Completed(now, Accepted.For("strengths"));
        Assert.Equal(old.Metrics, complete.Metrics);
        Assert.Equal(["strengths", "accepted"], complete.Acceptances.Select(acceptance => acceptance.Reason));
        Assert.Equal(Strength.Of(now.Verdicts[0]), complete.Strengths!["one-claim"]);
    }

    private static IEnumerable<Difference> Compare(ExperimentResult now) =>
        Comparison.Compare(Accepted.Of(Strong), now).Where(row => row.Moved);

    private static ExperimentResult Weaken(string how) => how switch
    {
        "one instance" => Change(check => check with { Instances = 1 }, control => control),
        "tolerance 10" => Change(check => check with { Tolerance = 10 }, control => control),
        "infinite tolerance" => Change(check => check with { Tolerance = double.PositiveInfinity }, control => control),
        "no check" => Change(_ => null, control => control),
        "no control" => Change(check => check, _ => null),
        "control holds" => Change(check => check, control => control with { WorstMargin = 1 }),
        "control of nothing" => Change(check => check, control => control with { Instances = 0 }),
        "control of one instance" => Change(check => check, control => control with { Instances = 1 }),
        "control without tolerance" => Change(check => check, control => control with { Tolerance = 0 }),
        "margin is not a number" => Change(check => check with { WorstMargin = double.NaN }, control => control),
        _ => Change(check => check with { WorstMargin = -1 }, control => control),
    };

    private static ExperimentResult Change(Func<Outcome, Outcome?> check, Func<Outcome, Outcome?> control)
    {
        var verdict = Strong.Verdicts[0];
        return Strong with { Verdicts = [verdict with { Check = check(verdict.Check!), Control = control(verdict.Control!) }] };
    }
}
