using Gmlm.Reproduce.Snapshots;

namespace Gmlm.Reproduce.Report;

/// <summary>One experiment as the report shows it.</summary>
/// <param name="Id">The experiment's id.</param>
/// <param name="Title">The title, a few words.</param>
/// <param name="Claims">The claims it decides.</param>
/// <param name="Result">The result; null if the experiment was never run.</param>
/// <param name="Provenance">Label → text, in the order to print; may be empty.</param>
/// <param name="Seconds">The duration in seconds, if known.</param>
/// <param name="AcceptedFindings">Claim id → the reason why its violation was accepted as a finding.</param>
/// <param name="Command">The command that runs this experiment again.</param>
/// <param name="Source">The file that decides the claims, from the root of the repository.</param>
public sealed record ReportExperiment(
    string Id,
    string Title,
    IReadOnlyList<Claim> Claims,
    ExperimentResult? Result,
    IReadOnlyDictionary<string, string> Provenance,
    double? Seconds,
    IReadOnlyDictionary<string, string> AcceptedFindings,
    string Command,
    string Source)
{
    /// <summary>The snapshot, with the record of each acceptance; null if there is none.</summary>
    public Snapshot? Snapshot { get; init; }
}

/// <summary>All inputs of the report.</summary>
/// <param name="Profile">smoke, standard or full.</param>
/// <param name="Seed">The seed of the run.</param>
/// <param name="Experiments">The experiments in any order; the report sorts them by <see cref="Claim.Order"/>.</param>
/// <param name="Environment">Label → text, for the provenance page, in the order to print.</param>
/// <param name="Attacks">The recorded attacks on the product and its tests, by name.</param>
public sealed record ReportInput(
    string Profile,
    ulong Seed,
    IReadOnlyList<ReportExperiment> Experiments,
    IReadOnlyDictionary<string, string> Environment,
    IReadOnlyDictionary<string, RecordedAttack> Attacks)
{
    /// <summary>The comparison of the results with the snapshots; null if they were not compared.</summary>
    public GateReport? Gate { get; init; }
}
