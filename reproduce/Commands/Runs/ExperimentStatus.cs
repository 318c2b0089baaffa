using Gmlm.Reproduce.Commands.Options;

namespace Gmlm.Reproduce.Commands.Runs;

/// <summary>Whether an experiment's stored result is that of the present code, parameters and inputs.</summary>
/// <param name="Experiment">The experiment's id.</param>
/// <param name="State"><see cref="Fresh"/>, <see cref="Stale"/> or <see cref="NeverRun"/>.</param>
/// <param name="Reasons">Why it is not fresh; empty if it is.</param>
internal sealed record ExperimentStatus(string Experiment, string State, IReadOnlyList<string> Reasons)
{
    public const string Fresh = "fresh";

    public const string Stale = "stale";

    public const string NeverRun = "never run";

    /// <summary>Of an experiment.</summary>
    public static ExperimentStatus Of(Workspace workspace, Experiment experiment)
    {
        var reasons = workspace.Staleness.Reasons(experiment);
        return new ExperimentStatus(experiment.Id, reasons is [] ? Fresh : reasons[0] == NeverRun ? NeverRun : Stale, reasons);
    }
}
