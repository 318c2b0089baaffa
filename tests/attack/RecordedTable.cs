using System.Globalization;
using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Harness.Cache;
using Gmlm.Reproduce.Report;

namespace Gmlm.Attack;

/// <summary>
/// Writes <see cref="RecordedAttacks"/>. A run replaces the entries of the attacks that it ran completely, and keeps the others.
/// </summary>
internal static class RecordedTable
{
    /// <summary>Replaces one attack's entry, and returns the table's path.</summary>
    public static string Record(string root, string attack, AttackOutcome outcome, DateTimeOffset now)
    {
        var checkout = GitCheckout.Of(root);
        var table = RecordedAttacks.Load(root);
        var date = now.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        table[attack] = new RecordedAttack(date, checkout.Commit, checkout.Dirty, ThisMachine.Machine, outcome.Rows, outcome.Losses);
        var path = RecordedAttacks.PathIn(root);
        AtomicFile.Write(path, LineJson.Write(table));
        return path;
    }
}
