using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Snapshots;
using Gmlm.Reproduce.Tests.Architecture;
using Xunit;

namespace Gmlm.Reproduce.Tests.Snapshots;

/// <summary>The committed snapshots have the form in which an acceptance writes them.</summary>
public sealed class CommittedSnapshotTests
{
    private static readonly IReadOnlyList<string> Paths = SourceTree.Tracked(path => path.EndsWith(".verified.json", StringComparison.Ordinal));

    [Fact]
    public void EachHasTheFormThatAnAcceptanceWrites()
    {
        var wrong = new List<string>();
        foreach (var path in Paths)
        {
            var text = File.ReadAllText(SourceTree.Absolute(path));
            var snapshot = LineJson.Read<Snapshot>(text);
            wrong.AddRange(SnapshotFlaws.Of(snapshot).Select(flaw => $"{path}: {flaw.Name}, {flaw.Old}"));
            if (LineJson.Write(snapshot) != text)
            {
                wrong.Add($"{path} is written in another way");
            }
        }

        Assert.Empty(wrong);
    }

    // CI runs this profile and refuses incomplete snapshots.
    [Fact]
    public void EachSnapshotOfTheSmokeProfileIsComplete() =>
        Assert.All(Paths.Where(path => path.Contains("/smoke/")).Select(Read), snapshot => Assert.True(snapshot.IsComplete, snapshot.Experiment));

    [Fact]
    public void SharesOfSourcesAreComparedAsCounts() => Assert.All(
        Read("reports/snapshots/smoke/ideal-decoding.verified.json").Metrics.Where(metric => metric.Name.StartsWith("argmax-valid.")),
        metric => Assert.Equal(Tolerance.Count(1, 100), metric.Tolerance));

    private static Snapshot Read(string path) => LineJson.Read<Snapshot>(File.ReadAllText(SourceTree.Absolute(path)));
}
