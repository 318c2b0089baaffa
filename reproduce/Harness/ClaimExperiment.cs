namespace Gmlm.Reproduce.Harness;

/// <summary>
/// An experiment that decides one claim and has the claim's id. Every claim of the theory has such an experiment, in one file.
/// </summary>
public abstract class ClaimExperiment : Experiment
{
    /// <summary>The claim, with its wording, the check and the negative control.</summary>
    public abstract Claim Claim { get; }

    public sealed override string Id => Claim.Id;

    public sealed override string Title => Claim.Title;

    public sealed override IReadOnlyList<Claim> Claims => [Claim];

    /// <summary>The result: the verdict from both sides of the test, and the other measurements in reading order.</summary>
    protected ExperimentResult Decide(ExperimentContext context, Outcome check, Outcome control, params IEnumerable<Metric> metrics) =>
        Result(context, [ClaimVerdict.Of(Id, check, control)], metrics);

    /// <summary>The same for a check of named parts, each of which the control must break.</summary>
    protected ExperimentResult Decide(
        ExperimentContext context, MarginParts check, MarginParts control, params IEnumerable<Metric> metrics) =>
        Decide(context, check.Outcome(), control.Outcome(), metrics);

    /// <summary>
    /// The result of a test whose two sides have the same named parts. The worst margins of the check's parts are shown after the other
    /// <paramref name="metrics"/>.
    /// </summary>
    protected ExperimentResult Decide(
        ExperimentContext context, Func<MarginParts> check, Func<MarginParts> control, params IEnumerable<Metric> metrics)
    {
        var right = check();
        context.Report(0.5);
        var wrong = control();
        context.Report(1);
        return Decide(context, right.Outcome(), wrong.Outcome(), [.. metrics, .. right.Metrics()]);
    }
}
