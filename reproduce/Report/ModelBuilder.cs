using Gmlm.Reproduce.Figures;
using Gmlm.Reproduce.Harness.Cache;

namespace Gmlm.Reproduce.Report;

/// <summary>Builds the report model, in its printed form, from the results.</summary>
internal static class ModelBuilder
{
    private static readonly string[] VerdictOrder = ["holds", "violated", "undecided", "skipped", "not-run"];

    /// <summary>Builds the model.</summary>
    /// <param name="input">The results.</param>
    /// <param name="figures">The names of the figures drawn, by experiment id.</param>
    public static ReportModel Build(ReportInput input, IReadOnlyDictionary<string, IReadOnlyList<string>> figures)
    {
        var experiments = input.Experiments.OrderBy(Order, StringComparer.Ordinal).ThenBy(e => e.Id, StringComparer.Ordinal).ToArray();
        var sections = experiments.GroupBy(experiment => Order(experiment)[..1])
            .Select(group => new SectionModel(
                group.Key, Headings.Section(group.Key), [.. group.Select(e => Experiment(e, figures.GetValueOrDefault(e.Id, [])))]))
            .ToArray();
        var claims = sections.SelectMany(section => section.Experiments).SelectMany(experiment => experiment.Claims).ToArray();
        var common = RunFacts.Common(experiments);
        return new ReportModel(
            input.Profile,
            input.Seed.ToString(CultureInfo.InvariantCulture),
            [.. VerdictOrder.Select(v => new CountModel(v, claims.Count(claim => claim.Verdict == v)))],
            claims.Length,
            AbstractStatements.Of(experiments),
            Origins(experiments),
            sections,
            [.. RunFacts.Facts(input.Environment), .. common.Where(fact => !input.Environment.ContainsKey(fact.Label))],
            [.. experiments.Select(experiment => RunFacts.Run(experiment, common))],
            [.. input.Attacks.OrderBy(attack => attack.Key, StringComparer.Ordinal).Select(attack => AttackOf(attack.Key, attack.Value))]);
    }

    // Experiments without claims come last.
    private static string Order(ReportExperiment experiment) =>
        experiment.Claims.Select(claim => claim.Order).Where(order => order.Length > 0).Min(StringComparer.Ordinal) ?? "Z";

    private static ExperimentModel Experiment(ReportExperiment experiment, IReadOnlyList<string> figures)
    {
        var result = experiment.Result;
        return new ExperimentModel(
            experiment.Id,
            experiment.Title,
            result is not null,
            experiment.Command,
            experiment.Source,
            [.. experiment.Claims.OrderBy(claim => claim.Order, StringComparer.Ordinal).Select(claim => ClaimOf(experiment, claim))],
            result is null ? [] : RunFacts.Facts(result.Parameters),
            result is null ? [] : Quantities.Of(result.Metrics),
            result is null ? [] : [.. result.Tables.Select(table => TableOf(experiment.Id, table))],
            [.. figures.Select(FigureOf)]);
    }

    private static ClaimModel ClaimOf(ReportExperiment experiment, Claim claim)
    {
        var verdict = experiment.Result?.Verdicts.FirstOrDefault(v => v.Claim == claim.Id);
        return new ClaimModel(
            claim.Id,
            claim.Order,
            claim.Title,
            claim.Origin.ToString().ToLowerInvariant(),
            claim.Source,
            new MarkupModel(claim.Wording, $"wording of {claim.Id}"),
            new MarkupModel(claim.Method, $"method of {claim.Id}"),
            new MarkupModel(claim.ControlMethod, $"control of {claim.Id}"),
            Word(verdict?.Verdict),
            verdict?.Reason ?? "",
            verdict?.Verdict == Verdict.Violated ? experiment.AcceptedFindings.GetValueOrDefault(claim.Id, "") : "",
            Side(verdict?.Check),
            Side(verdict?.Control));
    }

    /// <summary>A verdict's name in the model; that of a claim that was not run for null.</summary>
    internal static string Word(Verdict? verdict) => verdict is { } decided ? decided.ToString().ToLowerInvariant() : "not-run";

    /// <summary>
    /// The origin under which a claim is counted. Checks of our own implementation are counted apart from what is claimed of the world.
    /// </summary>
    internal static string OriginOf(Claim claim) => claim.IsImplementation ? "implementation" : claim.Origin.ToString().ToLowerInvariant();

    private static IReadOnlyList<OriginModel> Origins(IReadOnlyList<ReportExperiment> experiments) =>
    [
        .. experiments.SelectMany(experiment => experiment.Claims.Select(claim => (Claim: claim, Model: ClaimOf(experiment, claim))))
            .GroupBy(pair => OriginOf(pair.Claim))
            .OrderBy(group => Headings.PlaceOfOrigin(group.Key))
            .Select(group => new OriginModel(
                group.Key,
                Headings.Origin(group.Key),
                [.. VerdictOrder.Select(verdict => new CountModel(verdict, group.Count(pair => pair.Model.Verdict == verdict)))],
                group.Count())),
    ];

    private static SideModel? Side(Outcome? side) => side is null ? null : new SideModel(
        Word(side.Verdict),
        NumberModel.Count(side.Instances),
        NumberModel.Of(side.WorstMargin, 2),
        side.WorstInstance,
        NumberModel.Of(side.Tolerance, 2),
        side.ToleranceReason);

    private static FigureModel FigureOf(string name)
    {
        var text = FigureText.Of(name);
        return new FigureModel(
            name,
            text.Number,
            new MarkupModel(text.X, $"horizontal axis of figure {name}"),
            new MarkupModel(text.Y, $"vertical axis of figure {name}"),
            new MarkupModel(text.Caption, $"caption of figure {name}"),
            text.Alt);
    }

    private static TableModel TableOf(string experiment, Table table) => new(
        table.Name,
        new MarkupModel(table.Caption, $"caption of table {table.Name} of {experiment}"),
        table.Columns,
        [
            .. table.Columns.Select((_, column) =>
                table.Rows.Count > 0 && table.Rows.All(row => column < row.Count && LooksNumeric(row[column]))),
        ],
        table.Rows);

    private static AttackModel AttackOf(string name, RecordedAttack attack)
    {
        var machine = attack.Machine;
        var commit = GitCheckout.Shortened(attack.Commit) + (attack.Dirty ? " with local changes" : "");
        var (tried, caught) = (attack.Rows.Sum(row => row.Tried), attack.Rows.Sum(row => row.Caught));
        var share = tried == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{100.0 * caught / tried:0.0} % caught");
        return new AttackModel(
            name,
            $"{attack.Date}, commit {commit}, {machine.Processor}, {machine.InstructionSet}, {machine.Cores} cores",
            [.. attack.Rows, new AttackRow("total", tried, caught, attack.Rows.Sum(row => row.Lost), share)],
            [.. attack.Losses.Select(loss => new FactModel(loss.What, loss.Reason ?? "not explained"))]);
    }

    // Empty cells and dashes stand for missing numbers.
    private static bool LooksNumeric(string cell) =>
        cell is "" or "-" or "–" || char.IsAsciiDigit(cell.TrimStart('-', '−', '+', '<', '>', '≤', '≥', ' ').FirstOrDefault());
}
