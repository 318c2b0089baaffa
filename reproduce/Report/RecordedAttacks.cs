using System.Text.Json;
using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Harness.Cache;

namespace Gmlm.Reproduce.Report;

/// <summary>What one kind of attack on the product and its tests found when it was last run in whole.</summary>
/// <param name="Date">Day of the run, UTC, <c>yyyy-MM-dd</c>.</param>
/// <param name="Commit">The checkout's commit.</param>
/// <param name="Dirty">Whether tracked files differed from it.</param>
/// <param name="Machine">Where it ran.</param>
/// <param name="Rows">The table.</param>
/// <param name="Losses">What passed unnoticed, with the reason of each.</param>
public sealed record RecordedAttack(
    string Date, string Commit, bool Dirty, Machine Machine, IReadOnlyList<AttackRow> Rows, IReadOnlyList<Loss> Losses);

/// <summary>A group of attempts.</summary>
/// <param name="Attack">What was attacked, or how.</param>
/// <param name="Tried">Attempts, <paramref name="Caught"/> and <paramref name="Lost"/> together.</param>
/// <param name="Caught">Attempts that were noticed.</param>
/// <param name="Lost">Attempts that passed unnoticed, explained ones among them.</param>
/// <param name="Note">What a reader must know beside the numbers; empty as a rule.</param>
public sealed record AttackRow(string Attack, int Tried, int Caught, int Lost, string Note);

/// <summary>An attempt that passed unnoticed.</summary>
/// <param name="Attack">The row that counts it.</param>
/// <param name="What">The attempt, precisely enough to repeat it.</param>
/// <param name="Reason">Why it may pass (for example, it changes no result); null where nobody has explained it, which fails the
/// run.</param>
public sealed record Loss(string Attack, string What, string? Reason);

/// <summary>
/// The committed table <c>reports/recorded/attack/attack.json</c>: kind of attack → <see cref="RecordedAttack"/>. <c>make attack</c>
/// writes it, the report's appendix shows it.
/// </summary>
public static class RecordedAttacks
{
    /// <summary>Where the table of a checkout is.</summary>
    public static string PathIn(string root) => Path.Combine(root, "reports", "recorded", "attack", "attack.json");

    /// <summary>The table as it stands, by the attacks' names; empty where there is none.</summary>
    /// <exception cref="UserError">It cannot be read.</exception>
    public static SortedDictionary<string, RecordedAttack> Load(string root)
    {
        var path = PathIn(root);
        try
        {
            var entries = File.Exists(path) ? LineJson.Read<Dictionary<string, RecordedAttack>>(File.ReadAllText(path)) : [];
            return new SortedDictionary<string, RecordedAttack>(entries, StringComparer.Ordinal);
        }
        catch (JsonException error)
        {
            throw UserError.Missing($"{path} is damaged: {error.Message.TrimEnd('.')}; check it out again", error);
        }
    }
}
