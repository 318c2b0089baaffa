namespace Gmlm.Reproduce.Report;

/// <summary>Provenance facts: those that all experiments share are stated once, the others with each experiment.</summary>
internal static class RunFacts
{
    /// <summary>The entries of a dictionary, in its order.</summary>
    public static IReadOnlyList<FactModel> Facts(IEnumerable<KeyValuePair<string, string>> facts) =>
        [.. facts.Select(fact => new FactModel(fact.Key, fact.Value))];

    /// <summary>The facts that have the same text in every experiment with provenance.</summary>
    public static IReadOnlyList<FactModel> Common(IReadOnlyList<ReportExperiment> experiments)
    {
        var known = experiments.Where(experiment => experiment.Provenance.Count > 0).ToArray();
        return known.Length < 2
            ? []
            : Facts(
                known[0].Provenance.Where(
                    fact => known.All(experiment => experiment.Provenance.TryGetValue(fact.Key, out var text) && text == fact.Value)));
    }

    /// <summary>An experiment's line of the provenance page.</summary>
    public static RunModel Run(ReportExperiment experiment, IReadOnlyList<FactModel> common)
    {
        var shared = common.Select(fact => fact.Label).ToHashSet(StringComparer.Ordinal);
        return new RunModel(
            experiment.Id,
            experiment.Title,
            experiment.Seconds is { } seconds ? Duration(seconds) : "",
            experiment.Command,
            Facts(experiment.Provenance.Where(fact => !shared.Contains(fact.Key))));
    }

    /// <summary>For example 0.4 s, 12 s, 3 min 20 s, 2 h 5 min.</summary>
    public static string Duration(double seconds)
    {
        var whole = (long)Math.Round(seconds);
        return seconds < 10 ? string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s")
            : whole < 60 ? $"{whole} s"
            : whole < 3600 ? $"{whole / 60} min {whole % 60} s"
            : $"{whole / 3600} h {whole % 3600 / 60} min";
    }
}
