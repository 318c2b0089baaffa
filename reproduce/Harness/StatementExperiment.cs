using Gmlm.Theory.Statements;

namespace Gmlm.Reproduce.Harness;

/// <summary>A statement of the theory as an experiment with one claim.</summary>
public sealed class StatementExperiment(Statement statement) : Experiment
{
    /// <inheritdoc/>
    public override string Id => statement.Id;

    /// <inheritdoc/>
    public override string Title => statement.Title;

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims { get; } =
    [
        new(statement.Id, statement.Order, statement.Title, statement.Origin.ToString().ToLowerInvariant(), statement.Source,
            statement.Wording, statement.Method, statement.ControlMethod),
    ];

    /// <inheritdoc/>
    public override Type CodeRoot => statement.GetType();

    /// <inheritdoc/>
    public override ExperimentResult Execute(ExperimentContext context)
    {
        var report = statement.Check(context.Scope());
        return new ExperimentResult(
            Id,
            context.Profile.Name(),
            context.Seed,
            Parameters(context.Profile),
            [Verdicts.From(Id, report.Check, report.Control)],
            [.. report.Quantities.Select(AsMetric)],
            [],
            []);
    }

    private static Metric AsMetric(Quantity quantity) => new(
        quantity.Name,
        quantity.Value,
        quantity.Unit,
        quantity.StandardError,
        quantity switch
        {
            { StandardError: not null } => Tolerance.Statistical(),
            { RelativeTolerance: { } size } => Tolerance.Relative(size),
            _ => Tolerance.Informational,
        });
}
