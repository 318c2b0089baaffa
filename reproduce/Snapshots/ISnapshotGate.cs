using Gmlm.Reproduce.Harness.Cache;

namespace Gmlm.Reproduce.Snapshots;

/// <summary>
/// The snapshots as the commands use them. The package Verify, whose file names are used, can take the place of the implementation.
/// </summary>
public interface ISnapshotGate
{
    /// <summary>The snapshot of an experiment; null if there is none yet.</summary>
    Snapshot? Load(string experiment);

    /// <summary>Compares a result with its snapshot. Without a snapshot there is a single row, which has moved.</summary>
    IReadOnlyList<Difference> Compare(ExperimentResult result);

    /// <summary>
    /// Writes the received file of a moved result and returns its path; removes a stale one when <paramref name="moved"/> is false.
    /// </summary>
    string Receive(ExperimentResult result, bool moved);

    /// <summary>
    /// Makes the result the snapshot, with the record of the acceptance, which also replaces that of the findings
    /// <paramref name="restated"/>.
    /// </summary>
    void Accept(ExperimentResult result, Machine machine, Acceptance acceptance, IReadOnlyCollection<string>? restated = null);

    /// <summary>Adds the missing parts of a snapshot from a result that did not move; the values of the snapshot stay.</summary>
    void Complete(ExperimentResult result, Acceptance acceptance);

    /// <summary>The snapshots of experiments that are not registered.</summary>
    IReadOnlyList<string> Orphans(IReadOnlyCollection<string> registered);

    /// <summary>Removes the snapshot of an experiment.</summary>
    void Remove(string experiment);

    /// <summary>The path of an experiment's snapshot, whether the file exists or not, for a diff tool.</summary>
    string Verified(string experiment);
}
