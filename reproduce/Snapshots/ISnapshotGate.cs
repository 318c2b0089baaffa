using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Harness.Cache;

namespace Gmlm.Reproduce.Snapshots;

/// <summary>
/// The gate between results and what was accepted: all that the commands know of snapshots, so that Verify (whose file convention it
/// follows) can be put behind it where that package can be had.
/// </summary>
public interface ISnapshotGate
{
    /// <summary>The snapshot of an experiment, or null when there is none yet.</summary>
    Snapshot? Load(string experiment);

    /// <summary>Compares a result with its snapshot; without one, a single moved row says so.</summary>
    IReadOnlyList<Difference> Compare(ExperimentResult result);

    /// <summary>Writes the received file of a moved result and returns its path; removes a stale one when <paramref name="moved"/> is false.</summary>
    string Receive(ExperimentResult result, bool moved);

    /// <summary>Makes the result the snapshot, with the record, which is from now on that of the findings <paramref name="restated"/> too.</summary>
    void Accept(ExperimentResult result, Machine machine, Acceptance acceptance, IReadOnlyCollection<string>? restated = null);

    /// <summary>Adds to a snapshot what it lacks, from a result that did not move; its values stay.</summary>
    void Complete(ExperimentResult result, Acceptance acceptance);

    /// <summary>Snapshots that no registered experiment owns.</summary>
    IReadOnlyList<string> Orphans(IReadOnlyCollection<string> registered);

    /// <summary>Removes an orphan.</summary>
    void Remove(string experiment);

    /// <summary>The file of an experiment's snapshot, whether it is there or not: for a diff tool to open.</summary>
    string Verified(string experiment);
}
