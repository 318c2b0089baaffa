namespace Gmlm.Reproduce.Report;

/// <summary>All results of a run in one file for programs: claims with their verdicts, and metrics with their units and errors.</summary>
internal static class ResultsJson
{
    /// <summary>The name of the file.</summary>
    public const string File = "results.json";

    /// <summary>The text. Experiments stand in the report's order; one that did not run has no verdicts and no metrics.</summary>
    public static string Of(ReportInput input, ReportModel report)
    {
        var experiments = input.Experiments.ToDictionary(experiment => experiment.Id, StringComparer.Ordinal);
        return LineJson.Write(new Results(
            input.Profile,
            input.Seed,
            input.Environment,
            [
                .. report.Sections.SelectMany(section => section.Experiments)
                    .Select(model => Of(experiments[model.Id], [.. model.Claims.Select(claim => claim.Id)])),
            ]));
    }

    private static ResultOfExperiment Of(ReportExperiment experiment, string[] order) => new(
        experiment.Id,
        experiment.Title,
        experiment.Result is not null,
        experiment.Command,
        experiment.Source,
        [.. order.Select(id => Of(experiment, experiment.Claims.Single(claim => claim.Id == id)))],
        [.. (experiment.Result?.Metrics ?? []).Select(metric => new Number(metric.Name, metric.Value, metric.Unit, metric.StandardError))]);

    private static Decision Of(ReportExperiment experiment, Claim claim)
    {
        var verdict = experiment.Result?.Verdicts.FirstOrDefault(decided => decided.Claim == claim.Id);
        return new Decision(
            claim.Id,
            claim.Order,
            claim.Title,
            ModelBuilder.OriginOf(claim),
            claim.Source,
            ModelBuilder.Word(verdict?.Verdict),
            verdict?.Reason ?? "",
            verdict?.Verdict == Verdict.Violated ? experiment.AcceptedFindings.GetValueOrDefault(claim.Id, "") : "",
            verdict?.Check,
            verdict?.Control);
    }

    private sealed record Results(
        string Profile, ulong Seed, IReadOnlyDictionary<string, string> Environment, IReadOnlyList<ResultOfExperiment> Experiments);

    private sealed record ResultOfExperiment(
        string Id,
        string Title,
        bool Ran,
        string Command,
        string Source,
        IReadOnlyList<Decision> Claims,
        IReadOnlyList<Number> Metrics);

    // Finding is the reason for which a violation was accepted. Check and control have the margins, and are null if nothing was tested.
    private sealed record Decision(
        string Id,
        string Order,
        string Title,
        string Origin,
        string Source,
        string Verdict,
        string Reason,
        string Finding,
        Outcome? Check,
        Outcome? Control);

    private sealed record Number(string Name, double Value, string Unit, double? StandardError);
}
