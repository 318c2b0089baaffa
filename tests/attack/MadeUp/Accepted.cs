using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Harness.Cache;
using Gmlm.Reproduce.Snapshots;

namespace Gmlm.Attack.MadeUp;

/// <summary>Acceptances, and snapshots as an acceptance writes them.</summary>
internal static class Accepted
{
    public static Acceptance For(string reason) => new("1.1.0", new DateOnly(2026, 11, 28), new string('a', 40), reason);

    public static Snapshot Of(ExperimentResult result, string reason = "accepted") =>
        Snapshot.Of(result, ThisMachine.Machine, null, For(reason));
}
