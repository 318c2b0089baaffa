using System.Text.Json.Serialization;

namespace Gmlm.Reproduce.Harness;

/// <summary>The verdict on a claim, with the check and the control that it follows from.</summary>
/// <param name="Claim">The claim's id.</param>
/// <param name="Verdict">Holds only if the check holds and the control is violated.</param>
/// <param name="Reason">One sentence; empty for a claim that holds.</param>
/// <param name="Check">The check; null for a skipped claim.</param>
/// <param name="Control">The negative control: the same check on an input where the claim is false; null for a skipped claim.</param>
public sealed record ClaimVerdict(string Claim, Verdict Verdict, string Reason, Outcome? Check, Outcome? Control)
{
    /// <summary>
    /// The parts of the check that the control does not break. A run refuses a result with such a part, since a comparison that cannot
    /// fail shows nothing.
    /// </summary>
    [JsonIgnore]
    public IReadOnlyList<string> Uncontrolled =>
    [
        .. from part in Check?.Parts ?? []
           where !Control!.Parts.Any(broken => broken.Name == part.Name && broken.Verdict == Verdict.Violated)
           select part.Name,
    ];

    /// <summary>
    /// The verdict that follows from the check and the control. A claim holds only if its check holds <em>and</em> its control is violated.
    /// If the control is not violated, the check cannot fail, and the claim counts as violated.
    /// </summary>
    public static ClaimVerdict Of(string claim, Outcome check, Outcome control)
    {
        var verdict = Implied(check, control);
        var reason = verdict switch
        {
            Verdict.Holds => "",
            Verdict.Undecided => "no instance was compared",
            _ when check.Verdict == Verdict.Violated => $"violated at {check.WorstInstance}",
            _ => "the negative control was not caught",
        };
        return new ClaimVerdict(claim, verdict, reason, check, control);
    }

    /// <summary>The claim was not checked.</summary>
    /// <param name="claim">The claim's id.</param>
    /// <param name="reason">The missing input and the command that gets it (<see cref="InputStore.Lacking"/>).</param>
    public static ClaimVerdict Skipped(string claim, string reason) => new(claim, Verdict.Skipped, reason, null, null);

    /// <summary>The verdict that the two sides imply.</summary>
    public static Verdict Implied(Outcome check, Outcome control) => (check.Verdict, control.Verdict) switch
    {
        (Verdict.Undecided, _) => Verdict.Undecided,
        (Verdict.Holds, Verdict.Violated) => Verdict.Holds,
        _ => Verdict.Violated,
    };
}
