using System.Text.Json;
using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Harness.Cache;

namespace Gmlm.Attack;

/// <summary>What one kind of attack found when it was last run in whole.</summary>
/// <param name="Date">Day of the run, UTC, <c>yyyy-MM-dd</c>.</param>
/// <param name="Commit">The checkout's commit.</param>
/// <param name="Dirty">Whether tracked files differed from it.</param>
/// <param name="Machine">Where it ran.</param>
/// <param name="Rows">The table.</param>
/// <param name="Losses">What passed unnoticed, with the reason of each.</param>
internal sealed record RecordedAttack(
    string Date, string Commit, bool Dirty, Machine Machine, IReadOnlyList<AttackRow> Rows, IReadOnlyList<Loss> Losses);

/// <summary>
/// The committed table <c>reports/recorded/attack/attack.json</c>: attack → <see cref="RecordedAttack"/>. A run replaces the entries of the
/// attacks it ran in whole and keeps the others.
/// </summary>
internal sealed class RecordedTable(string root)
{
    /// <summary>Where the table is.</summary>
    public string Path { get; } = System.IO.Path.Combine(root, "reports", "recorded", "attack", "attack.json");

    /// <summary>The table as it stands; empty where there is none.</summary>
    /// <exception cref="UserError">It cannot be read.</exception>
    public SortedDictionary<string, RecordedAttack> Load()
    {
        try
        {
            var entries = File.Exists(Path) ? LineJson.Read<Dictionary<string, RecordedAttack>>(File.ReadAllText(Path)) : [];
            return new SortedDictionary<string, RecordedAttack>(entries, StringComparer.Ordinal);
        }
        catch (JsonException error)
        {
            throw UserError.Missing($"{Path} is damaged: {error.Message.TrimEnd('.')}; check it out again", error);
        }
    }

    /// <summary>Replaces one attack's entry.</summary>
    public void Record(string attack, AttackOutcome outcome, DateTimeOffset now)
    {
        var checkout = GitCheckout.Of(root);
        var table = Load();
        var date = now.UtcDateTime.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        table[attack] = new RecordedAttack(date, checkout.Commit, checkout.Dirty, ThisMachine.Machine, outcome.Rows, outcome.Losses);
        AtomicFile.Write(Path, LineJson.Write(table));
    }
}
