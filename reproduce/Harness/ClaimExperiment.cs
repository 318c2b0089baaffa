namespace Gmlm.Reproduce.Harness;

/// <summary>An experiment that decides one claim and is named after it, as every claim of the theory is tested. One file per claim.</summary>
public abstract class ClaimExperiment : Experiment
{
    /// <summary>The claim: its wording, how it is checked, and what the negative control is.</summary>
    public abstract Claim Claim { get; }

    /// <inheritdoc/>
    public sealed override string Id => Claim.Id;

    /// <inheritdoc/>
    public sealed override string Title => Claim.Title;

    /// <inheritdoc/>
    public sealed override IReadOnlyList<Claim> Claims => [Claim];

    /// <summary>The result: the verdict from both sides of the test, and what else was measured, in reading order.</summary>
    protected ExperimentResult Decide(ExperimentContext context, Outcome check, Outcome control, params IEnumerable<Metric> metrics) =>
        Result(context, [ClaimVerdict.Of(Id, check, control)], metrics);
}
