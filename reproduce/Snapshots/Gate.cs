using Gmlm.Reproduce.Harness.Cache;

namespace Gmlm.Reproduce.Snapshots;

/// <summary>Compares results with the snapshots, and writes no file.</summary>
public sealed class Gate(ISnapshotGate snapshots)
{
    /// <summary>Compares every result, and finds the snapshots of experiments that do not exist.</summary>
    /// <param name="results">The results.</param>
    /// <param name="registered">The ids of all experiments, selected or not.</param>
    /// <param name="here">This machine.</param>
    /// <param name="requireAll">Whether the gate refuses skipped claims that no snapshot lists, and items that no snapshot holds.</param>
    public GateReport Verify(
        IEnumerable<ExperimentResult> results,
        IReadOnlyCollection<string> registered,
        Machine here,
        bool requireAll = false)
    {
        var warnings = new SortedSet<string>(StringComparer.Ordinal);
        var (rows, experiments) = (new List<Difference>(), new List<(string, bool)>());
        var (violations, findings, skipped) = (new List<string>(), new List<string>(), new List<SkippedClaim>());
        var decided = 0;
        foreach (var result in results)
        {
            var compared = snapshots.Compare(result);
            rows.AddRange(compared);
            experiments.Add((result.Experiment, compared.Any(row => row.Moved)));
            var snapshot = snapshots.Load(result.Experiment);
            Warn(warnings, snapshot, result, here);
            foreach (var verdict in result.Verdicts.Where(verdict => verdict.Verdict == Verdict.Violated))
            {
                var accepted = snapshot?.FindingOf(verdict.Claim)?.Reason;
                (accepted is null ? violations : findings)
                    .Add($"{verdict.Claim}: {verdict.Reason}{(accepted is null ? "" : $" (accepted: {accepted})")}");
            }

            skipped.AddRange(result.Verdicts.Where(verdict => verdict.Verdict == Verdict.Skipped)
                .Select(verdict => new SkippedClaim(verdict.Claim, verdict.Reason, snapshot?.MaySkip(verdict) == true)));
            decided += result.Verdicts.Count(verdict => verdict.Verdict != Verdict.Skipped);
        }

        rows.AddRange(snapshots.Orphans(registered).Select(id => Difference.Missing(id, "(snapshot)", "snapshot", "no such experiment")));
        return new GateReport(
            requireAll,
            [.. warnings],
            [.. rows.Where(row => row.Moved)],
            rows.Count(row => row.Standing == Standing.Within),
            rows.Count(row => row is { Standing: Standing.Skipped, New: Comparison.SkippedItem }),
            decided,
            violations,
            findings,
            skipped,
            [.. rows.Where(row => row.Standing == Standing.NotRecorded).Select(row => $"{row.Experiment}: {row.Name}")],
            experiments);
    }

    private static void Warn(SortedSet<string> warnings, Snapshot? snapshot, ExperimentResult result, Machine here)
    {
        if (snapshot is null)
        {
            return;
        }

        if (snapshot.Seed != result.Seed)
        {
            warnings.Add(
                $"these results have seed {result.Seed}, the snapshots seed {snapshot.Seed}: seeded grids differ, so items may move for "
                + "that reason alone");
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
