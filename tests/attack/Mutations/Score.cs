using Gmlm.Reproduce.Report;

using Tried = (Gmlm.Attack.Mutations.Mutation Mutation, Gmlm.Attack.Mutations.FaultOutcome Outcome);

namespace Gmlm.Attack.Mutations;

/// <summary>Counts the outcomes by folder.</summary>
internal static class Score
{
    /// <summary>One row for each folder, and every unnoticed fault with its reason if it has one.</summary>
    public static AttackOutcome Of(IReadOnlyList<Tried> outcomes, IReadOnlyDictionary<string, string> explained) => new(
        [
            .. outcomes.GroupBy(entry => entry.Mutation.Folder).OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => Row(group.Key, [.. group], explained)),
        ],
        [
            .. outcomes.Where(IsLost).OrderBy(entry => entry.Mutation.File, StringComparer.Ordinal).ThenBy(entry => entry.Mutation.Line)
                .Select(entry => new Loss(entry.Mutation.Folder, entry.Mutation.Key, explained.GetValueOrDefault(entry.Mutation.Key))),
        ]);

    private static AttackRow Row(string folder, IReadOnlyList<Tried> group, IReadOnlyDictionary<string, string> explained)
    {
        var lost = group.Where(IsLost).ToArray();
        var notes = new[]
        {
            Counted(group.Count(entry => entry.Outcome.End == TestEnd.TimedOut), "timed out"),
            Counted(group.Count(entry => entry.Outcome.End == TestEnd.Crashed), "crashed"),
            Counted(lost.Count(entry => explained.ContainsKey(entry.Mutation.Key)), "lost ones explained"),
        };
        var note = string.Join(", ", notes.Where(note => note.Length > 0));
        return new AttackRow(folder, group.Count, group.Count - lost.Length, lost.Length, note);
    }

    private static bool IsLost(Tried entry) => entry.Outcome.End == TestEnd.Passed;

    private static string Counted(int count, string what) => count == 0 ? "" : $"{count} {what}";
}
