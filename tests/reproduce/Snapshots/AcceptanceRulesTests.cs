using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Harness.Cache;
using Gmlm.Reproduce.Snapshots;
using Gmlm.Reproduce.Tests.Harness;
using Xunit;

namespace Gmlm.Reproduce.Tests.Snapshots;

/// <summary>Results that may not become a snapshot.</summary>
public sealed class AcceptanceRulesTests
{
    private static readonly ExperimentResult Good = StubExperiment.Result("one", 1);
    private static readonly Snapshot Before = Accepted.Of(Good);

    private static readonly Provenance Clean = new(
        "one", "", new string('a', 40), Dirty: false, ThisMachine.Machine, [], 1, 1, new Dependencies([], [], []));

    [Fact]
    public void AGoodResultMayBecomeASnapshot() => Check(Good);

    [Fact]
    public void ADirtyOrUnknownOriginIsRefused()
    {
        Assert.Contains("tracked files differed", Refusal(() => AcceptanceRules.Check(Good, Clean with { Dirty = true }, Before, Profile.Smoke, ["one"])));
        foreach (var commit in new[] { "unknown", "unknown: git is not installed", "main", "" })
        {
            Assert.Contains("outside a git checkout", Refusal(() => AcceptanceRules.Check(Good, Clean with { Commit = commit }, Before, Profile.Smoke, ["one"])));
        }
    }

    [Fact]
    public void AnotherSeedOrProfileIsRefused()
    {
        Assert.Contains("has seed 7", Refusal(() => Check(Good with { Seed = 7 })));
        Assert.Contains("has seed 7", Refusal(() => AcceptanceRules.Check(Good with { Seed = 7 }, Clean, null, Profile.Smoke, ["one"])));
        Assert.Contains("of profile full", Refusal(() => Check(Good with { Profile = "full" })));
        Assert.Contains("of profile smoke", Refusal(() => AcceptanceRules.Check(Good, Clean, null, Profile.Full, ["one"])));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void ValuesMustBeFinite(double value)
    {
        var metric = Good.Metrics[0];
        var curve = Good.Series[0];
        foreach (var result in new[]
        {
            Good with { Metrics = [metric with { Value = value }] },
            Good with { Metrics = [metric with { StandardError = value }] },
            Good with { Metrics = [metric with { Tolerance = Tolerance.Absolute(value) }] },
            Good with { Series = [curve with { Points = [new SeriesPoint(1, value)] }] },
            Good with { Series = [curve with { Points = [new SeriesPoint(1, 1, value)] }] },
            Good with { Series = [curve with { Points = [new SeriesPoint(value, 1)] }] },
        })
        {
            Assert.Contains("is not a finite number", Refusal(() => Check(result)));
        }
    }

    [Fact]
    public void AnInformationalValueMayBeInfinite()
    {
        Check(Good with { Metrics = [Good.Metrics[0] with { Value = double.PositiveInfinity, Tolerance = Tolerance.Informational }] });
        Assert.Contains("is not a finite number", Refusal(() => Check(Good with { Metrics = [Good.Metrics[0] with { Value = double.NaN, Tolerance = Tolerance.Informational }] })));
    }

    [Theory]
    [InlineData(Verdict.Violated)]
    [InlineData(Verdict.Undecided)]
    public void AClaimThatNoLongerHoldsMustBeNamed(Verdict verdict)
    {
        var result = StubExperiment.Result("one", 1, verdict);
        foreach (var named in new string[][] { [], ["one"] })
        {
            Assert.Contains("name the claim: `accept one-claim", Refusal(() => AcceptanceRules.Check(result, Clean, Before, Profile.Smoke, named)));
        }

        Assert.Contains("name the claim", Refusal(() => AcceptanceRules.Check(result, Clean, null, Profile.Smoke, ["one"])));
        AcceptanceRules.Check(result, Clean, Before, Profile.Smoke, ["one-claim"]);
        AcceptanceRules.Check(result, Clean, Accepted.Of(result), Profile.Smoke, []);
    }

    [Fact]
    public void AVerdictWithoutItsCheckOrControlIsRefused()
    {
        var verdict = Good.Verdicts[0];
        Assert.Contains("there is no control", Refusal(() => Check(Good with { Verdicts = [verdict with { Control = null }] })));
        Assert.Contains("there is no check", Refusal(() => Check(Good with { Verdicts = [verdict with { Check = null }] })));
        Assert.Contains("its check and control say otherwise", Refusal(() => Check(Good with { Verdicts = [verdict with { Control = verdict.Check }] })));
    }

    [Fact]
    public void ASkipThatTheSnapshotDoesNotListIsRefused()
    {
        var skipped = StubExperiment.Result("one", 1, Verdict.Skipped);
        Assert.Contains("was skipped here", Refusal(() => Check(skipped)));
        Assert.Contains("was skipped here", Refusal(() => AcceptanceRules.Check(
            skipped with { Verdicts = [ClaimVerdict.Skipped("one-claim", "no data")] }, Clean, Accepted.Of(skipped), Profile.Smoke, ["one"])));
        AcceptanceRules.Check(skipped, Clean, Accepted.Of(skipped), Profile.Smoke, ["one"]);
    }

    [Theory]
    [InlineData("better grid", true)]
    [InlineData("größere Gitter", true)]
    [InlineData("…", false)]
    [InlineData("--- 12 %", false)]
    [InlineData("x", false)]
    [InlineData(" ", false)]
    [InlineData(null, false)]
    public void AReasonHasAWord(string? reason, bool has) => Assert.Equal(has, Acceptance.HasWord(reason));

    private static void Check(ExperimentResult result) => AcceptanceRules.Check(result, Clean, Before, Profile.Smoke, ["one", "one-claim"]);

    private static string Refusal(Action check) => Assert.Throws<UserError>(check).Message;
}
