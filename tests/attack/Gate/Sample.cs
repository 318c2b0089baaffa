using Gmlm.Attack.MadeUp;
using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Harness.Cache;
using Gmlm.Reproduce.Snapshots;

namespace Gmlm.Attack.Gate;

/// <summary>
/// A sample result with a metric of each tolerance class, a curve, an exact table and two claims; its snapshot as an acceptance writes it;
/// and the judgement of the gate on both.
/// </summary>
internal static class Sample
{
    private const string Id = "sample";

    private static readonly Provenance Clean = new(
        Id, "", new string('a', 40), Dirty: false, ThisMachine.Machine, [], 1, 1, new Dependencies([], [], []));

    /// <summary>The sample result.</summary>
    public static ExperimentResult Result { get; } = StubExperiment.Result(Id, 1) with
    {
        Verdicts = [StubExperiment.Says("a", Verdict.Holds), StubExperiment.Says("b", Verdict.Holds)],
        Metrics =
        [
            new Metric("exact", 5, "", null, Tolerance.Exact),
            new Metric("absolute", 1, "nats", 0.5, Tolerance.Absolute(0.01)),
            new Metric("relative", -2, "", null, Tolerance.Relative(1e-6)),
            new Metric("statistical", 1, "", 0.5, Tolerance.Statistical()),
            new Metric("ordering", 0.1, "", null, Tolerance.Ordering),
            new Metric("ratio", 3, "", null, Tolerance.Ratio(2)),
            new Metric("count", 0.99, "", null, Tolerance.Count(1, 100)),
            new Metric("shown", 1, "s", null, Tolerance.Informational),
            new Metric("of-a", 1, "", null, Tolerance.Exact, ["a"]),
            new Metric("of-b", 1, "", null, Tolerance.Exact, ["b"]),
            new Metric("of-both", 1, "", null, Tolerance.Exact, ["a", "b"]),
        ],
        Tables = [new Table("table", "A table", ["x", "y"], [["1", "2"], ["3", "4"]], IsExact: true)],
    };

    /// <summary>The snapshot of the sample result.</summary>
    public static Snapshot Snapshot { get; } = Accepted.Of(Result);

    /// <summary>The sample result with one metric changed.</summary>
    public static ExperimentResult With(string metric, Func<Metric, Metric> change) =>
        Result with { Metrics = [.. Result.Metrics.Select(each => each.Name == metric ? change(each) : each)] };

    /// <summary>The sample result with the first claim's verdict changed.</summary>
    public static ExperimentResult With(Func<ClaimVerdict, ClaimVerdict> change) =>
        Result with { Verdicts = [change(Result.Verdicts[0]), .. Result.Verdicts.Skip(1)] };

    /// <summary>
    /// The names of what the gate refuses; empty if the result passes. The snapshot is written to a file first, as in the product.
    /// </summary>
    public static string Verify(Snapshot? snapshot, ExperimentResult result, bool requireAll = false) =>
        Verify(snapshot is null ? null : LineJson.Write(snapshot), result, requireAll);

    /// <summary>The names of what the gate refuses, given the text of the snapshot's file.</summary>
    public static string Verify(string? snapshot, ExperimentResult result, bool requireAll = false)
    {
        var path = Directory.CreateTempSubdirectory("gmlm-gate-").FullName;
        try
        {
            var folder = new SnapshotFolder(path, Path.Combine(path, "results"), new WrittenFiles(path), Profile.Smoke);
            if (snapshot is not null)
            {
                File.WriteAllText(folder.Verified(Id), snapshot);
            }

            var report = new Reproduce.Snapshots.Gate(folder).Verify([result], [Id], ThisMachine.Machine, requireAll);
            IEnumerable<string> unlisted = requireAll
                ? [
                    .. report.Skipped.Where(skipped => !skipped.IsListed).Select(skipped => $"unlisted skip of {skipped.Claim}"),
                    .. report.NotRecorded.Select(item => $"not recorded: {item}")]
                : [];
            return report.Passed ? "" : string.Join(
                "; ",
                [.. report.Moved.Select(row => row.Name), .. report.Violations.Select(violation => $"violated {violation}"), .. unlisted]);
        }
        finally
        {
            Directory.Delete(path, recursive: true);
        }
    }

    /// <summary>Why a result may not become a snapshot; empty if it may.</summary>
    /// <param name="result">The result to be accepted.</param>
    /// <param name="origin">Changes the provenance of the result.</param>
    /// <param name="isFirst">Whether there is no snapshot yet.</param>
    /// <param name="named">The ids named on the command line.</param>
    public static string Accept(
        ExperimentResult result, Func<Provenance, Provenance>? origin = null, bool isFirst = false, params string[] named)
    {
        var provenance = (origin ?? (same => same))(Clean);
        try
        {
            AcceptanceRules.Check(result, provenance, isFirst ? null : Snapshot, Profile.Smoke, named);
            return "";
        }
        catch (UserError error)
        {
            return error.Message;
        }
    }
}
