using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Snapshots;
using Gmlm.Reproduce.Tests.Harness;
using Xunit;

namespace Gmlm.Reproduce.Tests.Snapshots;

/// <summary>Entries that were written into a snapshot by hand instead of by an acceptance are refused.</summary>
public sealed class PlantedTests
{
    private static readonly ExperimentResult Violated = StubExperiment.Result("one", 1, Verdict.Violated);
    private static readonly Snapshot Holding = Accepted.Of(StubExperiment.Result("one", 1));
    private static readonly Snapshot Found = Accepted.Of(Violated, "it does not hold here");
    private static readonly Dictionary<string, Verdict> SaysViolated = new() { ["one-claim"] = Verdict.Violated };

    public static TheoryData<string> Plants =>
    [
        "no record",
        "another reason",
        "another commit",
        "no commit",
        "no version",
        "no word",
        "accepted as holding",
        "verdict left as it was",
        "no acceptance at all",
    ];

    [Theory]
    [MemberData(nameof(Plants))]
    public void AFindingWithoutItsAcceptanceIsRefused(string plant)
    {
        var record = Finding.Of(Accepted.For("accepted"));
        var snapshot = plant switch
        {
            "no record" => Holding with { Verdicts = SaysViolated },
            "another reason" => Planted(record with { Reason = "it was always so" }),
            "another commit" => Planted(record with { Commit = new string('b', 40) }),
            "no commit" => Self(record with { Commit = "" }),
            "no version" => Self(record with { Version = "new" }),
            "no word" => Self(record with { Reason = "…" }),
            "accepted as holding" => Planted(record with { Verdict = Verdict.Holds }),
            "verdict left as it was" => Holding with { Findings = new Dictionary<string, Finding> { ["one-claim"] = record } },
            _ => Planted(record) with { Acceptances = [] },
        };
        Assert.Null(snapshot.FindingOf("one-claim"));
        Assert.Empty(snapshot.FindingReasons);
        Assert.Contains(Comparison.Compare(snapshot, Violated), row => row.Moved);
    }

    /// <summary>Each acceptance is complete, the older ones too.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void OneIncompleteAcceptanceAmongOthersIsRefused(bool newest)
    {
        var (whole, wordless) = (Accepted.For("a reason"), Accepted.For("…"));
        var snapshot = Holding with { Acceptances = newest ? [wordless, whole] : [whole, wordless] };
        Assert.Contains(Comparison.Compare(snapshot, StubExperiment.Result("one", 1)), row => row is { Moved: true, Name: "(acceptances)" });
        Assert.DoesNotContain(Comparison.Compare(Holding with { Acceptances = [whole, whole] }, StubExperiment.Result("one", 1)), row => row.Moved);
    }

    [Fact]
    public void AnAcceptedFindingPasses()
    {
        Assert.Equal("it does not hold here", Found.FindingOf("one-claim")!.Reason);
        Assert.DoesNotContain(Comparison.Compare(Found, Violated), row => row.Moved);
    }

    [Fact]
    public void AFindingForLaterIsRefusedAtOnce() => Assert.Contains(
        Comparison.Compare(Holding with { Findings = Found.Findings }, StubExperiment.Result("one", 1)),
        row => row is { Moved: true, Name: "finding(one-claim)" });

    [Fact]
    public void ASkipIsAllowedOnlyToWhatWasSkipped() => Assert.Contains(
        Comparison.Compare(
            Holding with { MayBeSkipped = new Dictionary<string, string> { ["one-claim"] = "no data" } },
            StubExperiment.Result("one", 1)),
        row => row is { Moved: true, Name: "may-be-skipped(one-claim)" });

    [Fact]
    public void ARemovedStrengthIsDetected() => Assert.Contains(
        Comparison.Compare(Holding with { Strengths = new Dictionary<string, Strength>() }, StubExperiment.Result("one", 1)),
        row => row is { Moved: true, Name: "strength(one-claim)" });

    [Fact]
    public void ASecondItemOfTheSameNameIsDetected()
    {
        var result = StubExperiment.Result("one", 1);
        foreach (var twice in new[]
        {
            result with { Metrics = [.. result.Metrics, .. result.Metrics] },
            result with { Verdicts = [.. result.Verdicts, .. result.Verdicts] },
            result with { Series = [.. result.Series, .. result.Series] },
        })
        {
            Assert.Contains(Comparison.Compare(Holding, twice), row => row is { Moved: true, New: "twice" });
        }
    }

    private static Snapshot Planted(Finding finding) =>
        Holding with { Verdicts = SaysViolated, Findings = new Dictionary<string, Finding> { ["one-claim"] = finding } };

    // The snapshot holds a matching acceptance too.
    private static Snapshot Self(Finding finding) => Planted(finding) with { Acceptances = [finding.Acceptance] };
}
