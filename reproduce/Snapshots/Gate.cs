using System.Globalization;
using System.Text;
using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Harness.Cache;

namespace Gmlm.Reproduce.Snapshots;

/// <summary>What the gate found over a selection of results.</summary>
/// <param name="Warnings">Read these first: another machine, another seed.</param>
/// <param name="Moved">What the gate refuses.</param>
/// <param name="Within">How many gated items stayed within their tolerance.</param>
/// <param name="Violations">Claims violated without an accepted finding, with the reason of each.</param>
/// <param name="Findings">Claims violated whose violation is accepted, with the acceptance.</param>
/// <param name="Skipped">Claims that could not be checked here, with the reason of each.</param>
/// <param name="Received">Files written for moved results.</param>
public sealed record GateReport(
    IReadOnlyList<string> Warnings,
    IReadOnlyList<Difference> Moved,
    int Within,
    IReadOnlyList<string> Violations,
    IReadOnlyList<string> Findings,
    IReadOnlyList<string> Skipped,
    IReadOnlyList<string> Received)
{
    /// <summary>Whether CI may go on.</summary>
    public bool Passed => Moved.Count == 0 && Violations.Count == 0;
}

/// <summary>Holds results against the snapshots.</summary>
public sealed class Gate(ISnapshotGate snapshots)
{
    /// <summary>Compares every result, writes received files for those that moved, and looks for orphans among all <paramref name="registered"/> ids.</summary>
    public GateReport Verify(IEnumerable<ExperimentResult> results, IReadOnlyCollection<string> registered, Machine here)
    {
        var (warnings, moved, received) = (new SortedSet<string>(StringComparer.Ordinal), new List<Difference>(), new List<string>());
        var (violations, findings, skipped) = (new List<string>(), new List<string>(), new List<string>());
        var within = 0;
        foreach (var result in results)
        {
            var rows = snapshots.Compare(result);
            var refused = rows.Where(row => row.Moved).ToArray();
            moved.AddRange(refused);
            within += rows.Count - refused.Length;
            var path = snapshots.Receive(result, refused.Length > 0);
            if (refused.Length > 0)
            {
                received.Add(path);
            }

            var snapshot = snapshots.Load(result.Experiment);
            Warn(warnings, snapshot, result, here);
            foreach (var verdict in result.Verdicts.Where(verdict => verdict.Verdict == Verdict.Violated))
            {
                var accepted = snapshot?.Findings.GetValueOrDefault(verdict.Claim);
                (accepted is null ? violations : findings).Add($"{verdict.Claim}: {verdict.Reason}{(accepted is null ? "" : $" (accepted: {accepted})")}");
            }

            skipped.AddRange(result.Verdicts.Where(verdict => verdict.Verdict == Verdict.Skipped).Select(verdict => $"{verdict.Claim}: {verdict.Reason}"));
        }

        moved.AddRange(snapshots.Orphans(registered)
            .Select(id => new Difference(id, "(snapshot)", "snapshot", "no such experiment", null, null, "must be there", true)));
        return new GateReport([.. warnings], moved, within, violations, findings, skipped, received);
    }

    /// <summary>The report as Markdown, for a pull request's summary.</summary>
    public static string Markdown(GateReport report, Profile profile)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# Snapshots, {profile.Name()} profile: {(report.Passed ? "nothing moved" : "moved")}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"{report.Within} items within tolerance, {report.Moved.Count} moved, {report.Violations.Count} violated without an accepted finding.\n");
        foreach (var warning in report.Warnings)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n> {warning}\n");
        }

        if (report.Moved.Count > 0)
        {
            text.Append("\n| experiment | item | old | new | Δ | Δ/tolerance | allowed |\n|---|---|---|---|---|---|---|\n");
            foreach (var row in report.Moved)
            {
                text.Append(CultureInfo.InvariantCulture, $"| {row.Experiment} | {row.Name} | {row.Old} | {row.New} | {row.DeltaText} | {row.RatioText} | {row.Tolerance} |\n");
            }
        }

        AppendList(text, "Violated", report.Violations);
        AppendList(text, "Accepted findings", report.Findings);
        AppendList(text, "Skipped", report.Skipped);
        return text.ToString();
    }

    private static void AppendList(StringBuilder text, string heading, IReadOnlyList<string> lines)
    {
        if (lines.Count > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {heading}\n\n").AppendJoin('\n', lines.Select(line => $"- {line}")).Append('\n');
        }
    }

    private static void Warn(SortedSet<string> warnings, Snapshot? snapshot, ExperimentResult result, Machine here)
    {
        if (snapshot is null)
        {
            return;
        }

        if (snapshot.Seed != result.Seed)
        {
            warnings.Add($"these results have seed {result.Seed}, the snapshots seed {snapshot.Seed}: seeded grids differ, so items may move for that reason alone");
        }

        foreach (var (what, then, now) in new[]
        {
            ("processor", snapshot.Machine.Processor, here.Processor),
            ("instruction set", snapshot.Machine.InstructionSet, here.InstructionSet),
            ("system", snapshot.Machine.System, here.System),
            (".NET", snapshot.Machine.Runtime, here.Runtime),
        })
        {
            if (then != now)
            {
                warnings.Add($"{what} differs from the snapshots': {then} there, {now} here");
            }
        }
    }
}
