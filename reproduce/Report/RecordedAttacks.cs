using System.Text.Json;
using Gmlm.Reproduce.Harness.Cache;

namespace Gmlm.Reproduce.Report;

/// <summary>The result of one kind of attack on the product and its tests, from its last complete run.</summary>
/// <param name="Date">Day of the run, UTC, <c>yyyy-MM-dd</c>.</param>
/// <param name="Commit">The checkout's commit.</param>
/// <param name="Dirty">Whether tracked files differed from it.</param>
/// <param name="Machine">The machine it ran on.</param>
/// <param name="Rows">The rows of the table.</param>
/// <param name="Losses">The attempts that passed unnoticed, with the reason of each.</param>
public sealed record RecordedAttack(
    string Date, string Commit, bool Dirty, Machine Machine, IReadOnlyList<AttackRow> Rows, IReadOnlyList<Loss> Losses);

/// <summary>A group of attempts.</summary>
/// <param name="Attack">The target or the method of the attempts.</param>
/// <param name="Tried">The number of attempts, <paramref name="Caught"/> plus <paramref name="Lost"/>.</param>
/// <param name="Caught">The number of attempts that were noticed.</param>
/// <param name="Lost">The number of attempts that passed unnoticed, explained ones included.</param>
/// <param name="Note">A remark needed to read the numbers; usually empty.</param>
public sealed record AttackRow(string Attack, int Tried, int Caught, int Lost, string Note);

/// <summary>An attempt that passed unnoticed.</summary>
/// <param name="Attack">The row that counts it.</param>
/// <param name="What">The attempt, precisely enough to repeat it.</param>
/// <param name="Reason">Why it is right that the attempt passes, for example because it changes no result; null if unexplained, which fails
/// the run.</param>
public sealed record Loss(string Attack, string What, string? Reason);

/// <summary>
/// The committed table <c>reports/recorded/attack/attack.json</c>: kind of attack → <see cref="RecordedAttack"/>. <c>make attack</c> writes
/// it, and the report's appendix shows it.
/// </summary>
public static class RecordedAttacks
{
    /// <summary>The path of the table in a checkout.</summary>
    public static string PathIn(string root) => Path.Combine(root, "reports", "recorded", "attack", "attack.json");

    /// <summary>Reads the table, sorted by the attacks' names; empty if the file does not exist.</summary>
    /// <exception cref="UserError">The table cannot be read.</exception>
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
