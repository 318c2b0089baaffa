using Gmlm.Reproduce.Harness.Cache;

namespace Gmlm.Reproduce.Snapshots;

/// <summary>
/// The conditions under which a result may become a snapshot. A result that breaks one would let the gate pass unexamined changes later.
/// </summary>
public static class AcceptanceRules
{
    /// <summary>Refuses a result that may not be accepted; the first reason is the error.</summary>
    /// <param name="result">The result.</param>
    /// <param name="provenance">The result's sidecar.</param>
    /// <param name="before">The snapshot so far.</param>
    /// <param name="profile">The profile of the snapshots.</param>
    /// <param name="named">The experiments and claims that the user named.</param>
    /// <exception cref="UserError">
    /// The result may not be accepted. The exit code is 2 if another command line is needed, and 3 if another result is.
    /// </exception>
    public static void Check(
        ExperimentResult result,
        Provenance provenance,
        Snapshot? before,
        Profile profile,
        IReadOnlyCollection<string> named)
    {
        var id = result.Experiment;
        var seed = before?.Seed ?? Run.DefaultSeed;
        if (result.Profile != profile.Name() || (before is not null && before.Profile != result.Profile))
        {
            throw UserError.Usage(
                $"accept: the result of {id} is of profile {result.Profile}, its snapshot of {before?.Profile ?? profile.Name()}; "
                + "accept it in its own profile");
        }

        if (result.Seed != seed)
        {
            throw UserError.Usage(
                $"accept: the result of {id} has seed {result.Seed}, its snapshot seed {seed}; accept the result of that seed");
        }

        if (provenance.Dirty || !Acceptance.IsCommit(provenance.Commit))
        {
            var where = provenance.Dirty ? "while tracked files differed from the commit" : "outside a git checkout";
            throw UserError.Missing($"accept: {id} was computed {where}; commit, and run `run {id} --force`");
        }

        if (NotFinite(result) is { } number)
        {
            throw UserError.Missing($"accept: {number} of {id} is not a finite number; mend the experiment, or show it without gating it");
        }

        RefuseVerdicts(result, before, named);
    }

    private static void RefuseVerdicts(ExperimentResult result, Snapshot? before, IReadOnlyCollection<string> named)
    {
        foreach (var verdict in result.Verdicts)
        {
            if (VerdictComparison.Unfounded(verdict) is { } why)
            {
                throw UserError.Missing(
                    $"accept: {verdict.Claim} is said to be '{Difference.Word(verdict.Verdict)}', and {why}; mend the experiment");
            }

            // A run without data must not replace the verdicts of a run with data.
            if (verdict.Verdict == Verdict.Skipped && before is not null && !before.MaySkip(verdict))
            {
                throw UserError.Missing(
                    $"accept: {verdict.Claim} was skipped here, for a reason that its snapshot does not list; {verdict.Reason}");
            }

            if (IsNewlyUndecidedOrViolated(verdict, before) && !named.Contains(verdict.Claim))
            {
                throw UserError.Usage(
                    $"accept: {verdict.Claim} is newly {Difference.Word(verdict.Verdict)} ({verdict.Reason}); where that is an honest "
                    + $"finding, name the claim: `accept {verdict.Claim} --reason \"…\"`");
            }
        }
    }

    private static bool IsNewlyUndecidedOrViolated(ClaimVerdict verdict, Snapshot? before) => verdict.Verdict switch
    {
        Verdict.Violated => before?.FindingOf(verdict.Claim) is null,
        Verdict.Undecided => before?.Verdicts.GetValueOrDefault(verdict.Claim) != Verdict.Undecided,
        _ => false,
    };

    private static string? NotFinite(ExperimentResult result) => result.Metrics.Where(IsNotFinite).Select(metric => metric.Name)
        .Concat(result.Series.Where(IsNotFinite).Select(series => series.Name))
        .Concat(result.Verdicts.Where(IsNotFinite).Select(verdict => $"the tolerance of {verdict.Claim}"))
        .FirstOrDefault();

    private static bool IsNotFinite(Metric metric) =>
        !IsNumber(metric.Value, metric.Tolerance) || !double.IsFinite(metric.StandardError ?? 0) || !double.IsFinite(metric.Tolerance.Size);

    private static bool IsNotFinite(Series series) => !double.IsFinite(series.Tolerance.Size)
        || series.Points.Any(
            point => !double.IsFinite(point.X) || !IsNumber(point.Y, series.Tolerance) || !double.IsFinite(point.Error ?? 0));

    private static bool IsNotFinite(ClaimVerdict verdict) =>
        !double.IsFinite(verdict.Check?.Tolerance ?? 0) || !double.IsFinite(verdict.Control?.Tolerance ?? 0);

    // A number that is only shown may be infinite, for example a number of steps that is never reached.
    private static bool IsNumber(double value, Tolerance tolerance) =>
        tolerance.Class == ToleranceClass.Informational ? !double.IsNaN(value) : double.IsFinite(value);
}
