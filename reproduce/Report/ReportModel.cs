namespace Gmlm.Reproduce.Report;

/// <summary>The input of the template: numbers in their printed form, everything in the order it is printed.</summary>
public sealed record ReportModel(
    string Profile,
    string Seed,
    IReadOnlyList<CountModel> Counts,
    int Claims,
    IReadOnlyList<StatementModel> Statements,
    IReadOnlyList<OriginModel> Origins,
    IReadOnlyList<SectionModel> Sections,
    IReadOnlyList<FactModel> Environment,
    IReadOnlyList<RunModel> Runs,
    IReadOnlyList<AttackModel> Attacks);

/// <summary>The number of claims with a verdict.</summary>
public sealed record CountModel(string Verdict, int Count);

/// <summary>
/// A statement of the abstract: what the paper says, what this run finds and how strong that is, and the verdicts of the claims that decide
/// it, each with its id and its place in the report.
/// </summary>
public sealed record StatementModel(
    MarkupModel Says, MarkupModel Finds, string Strength, IReadOnlyList<CountModel> Verdicts, IReadOnlyList<FactModel> Claims);

/// <summary>
/// The verdicts of the claims of one origin; <paramref name="Origin"/> is the origin's name, or "implementation", and
/// <paramref name="Name"/> says in words what such claims are.
/// </summary>
public sealed record OriginModel(string Origin, string Name, IReadOnlyList<CountModel> Verdicts, int Claims);

/// <summary>A label with its text.</summary>
public sealed record FactModel(string Label, string Text);

/// <summary>
/// Markup from the data. <paramref name="Of"/> names its origin, which the error message shows if the typesetter rejects the markup.
/// </summary>
public sealed record MarkupModel(string Markup, string Of);

/// <summary>The experiments whose claims begin with one letter, under the heading of that letter.</summary>
public sealed record SectionModel(string Letter, string Title, IReadOnlyList<ExperimentModel> Experiments);

/// <summary>An experiment: its claims in boxes, then its measurements.</summary>
public sealed record ExperimentModel(
    string Id,
    string Title,
    bool Ran,
    string Command,
    string Source,
    IReadOnlyList<ClaimModel> Claims,
    IReadOnlyList<FactModel> Parameters,
    IReadOnlyList<QuantityModel> Quantities,
    IReadOnlyList<TableModel> Tables,
    IReadOnlyList<FigureModel> Figures);

/// <summary>
/// A drawing, <c>Name.svg</c>, with the words beside it. <paramref name="Number"/> is the paper's, null for a figure that the report
/// numbers itself; <paramref name="Alt"/> is plain text for readers who do not see the drawing.
/// </summary>
public sealed record FigureModel(string Name, string? Number, MarkupModel X, MarkupModel Y, MarkupModel Caption, string Alt);

/// <summary>A claim with its verdict: holds, violated, undecided, skipped or not-run.</summary>
public sealed record ClaimModel(
    string Id,
    string Order,
    string Title,
    string Origin,
    string Source,
    MarkupModel Wording,
    MarkupModel Method,
    MarkupModel ControlMethod,
    string Verdict,
    string Reason,
    string Finding,
    SideModel? Check,
    SideModel? Control);

/// <summary>One side of a claim's test.</summary>
public sealed record SideModel(
    string Verdict, string Instances, NumberModel Margin, string WorstInstance, NumberModel Tolerance, string ToleranceReason);

/// <summary>
/// A metric. If <paramref name="Count"/> is more than one, a family of metrics, whose values range from the least to the greatest
/// (<paramref name="Last"/>).
/// </summary>
public sealed record QuantityModel(
    string Name, NumberModel Value, NumberModel? Error, string Unit, int Count = 1, NumberModel? Last = null);

/// <summary>A table; <paramref name="Numeric"/> marks the columns that hold only numbers.</summary>
public sealed record TableModel(
    string Name,
    MarkupModel Caption,
    IReadOnlyList<string> Columns,
    IReadOnlyList<bool> Numeric,
    IReadOnlyList<IReadOnlyList<string>> Rows);

/// <summary>A line of the provenance page; <paramref name="Provenance"/> holds the facts that differ between experiments.</summary>
public sealed record RunModel(string Id, string Title, string Seconds, string Command, IReadOnlyList<FactModel> Provenance);

/// <summary>
/// A recorded attack: where and when it ran, its rows with their totals, and the attempts that passed unnoticed with their reasons.
/// </summary>
public sealed record AttackModel(string Name, string Origin, IReadOnlyList<AttackRow> Rows, IReadOnlyList<FactModel> Losses);
