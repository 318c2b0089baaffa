using Gmlm.Attack.MadeUp;
using Gmlm.Reproduce.Harness;

namespace Gmlm.Attack.Gate;

/// <summary>Attempts with claims that hold on a weaker check than the one recorded in the snapshot.</summary>
internal static class StrengthTries
{
    private const string Group = "verdicts on weaker tests";

    /// <summary>The attempts of this class.</summary>
    public static IEnumerable<GateTry> All() =>
    [
        Check("one instance", "instances(a)", side => side with { Instances = 1 }),
        Check("no instance", "check(a)", side => side with { Instances = 0 }),
        Check("a tolerance of 10", "tolerance(a)", side => side with { Tolerance = 10 }),
        Check("an infinite tolerance", "tolerance(a)", side => side with { Tolerance = double.PositiveInfinity }),
        Check("a tolerance that is not a number", "check(a)", side => side with { Tolerance = double.NaN }),
        Check("a margin that is not a number", "check(a)", side => side with { WorstMargin = double.NaN }),
        Check("a margin beyond the tolerance", "check(a)", side => side with { WorstMargin = -1 }),
        Control("a control that holds", "control(a)", side => side with { WorstMargin = 1 }),
        Control("a control of nothing", "control(a)", side => side with { Instances = 0 }),
        Control("a control of one instance", "control-instances(a)", side => side with { Instances = 1 }),
        Control("a control without tolerance", "control-tolerance(a)", side => side with { Tolerance = 0 }),
        Said("no check", "check(a)", said => said with { Check = null }),
        Said("no control", "check(a)", said => said with { Control = null }),
        Said("neither check nor control", "check(a)", said => said with { Check = null, Control = null }),
        Said("violated", "verdict(a)", _ => StubExperiment.Says("a", Verdict.Violated)),
        Said("undecided", "verdict(a)", _ => StubExperiment.Says("a", Verdict.Undecided)),
        Said("another claim in its place", "verdict(a)", said => said with { Claim = "c" }),
        All("a claim gone", "verdict(a)", said => said.Skip(1)),
        All("a claim twice, holding first", "verdict(a)", said => said.Append(StubExperiment.Says("a", Verdict.Violated))),
        All("a new claim", "verdict(c)", said => said.Append(StubExperiment.Says("c", Verdict.Holds))),
    ];

    private static GateTry Check(string how, string says, Func<Outcome, Outcome> change) =>
        Said($"check with {how}", says, said => said with { Check = change(said.Check!) });

    private static GateTry Control(string how, string says, Func<Outcome, Outcome> change) =>
        Said(how, says, said => said with { Control = change(said.Control!) });

    private static GateTry Said(string how, string says, Func<ClaimVerdict, ClaimVerdict> change) =>
        new(Group, how, says, () => Sample.Verify(Sample.Snapshot, Sample.With(change)));

    private static GateTry All(string how, string says, Func<IEnumerable<ClaimVerdict>, IEnumerable<ClaimVerdict>> change) =>
        new(
            Group, how, says,
            () => Sample.Verify(Sample.Snapshot, Sample.Result with { Verdicts = [.. change(Sample.Result.Verdicts)] }));
}
