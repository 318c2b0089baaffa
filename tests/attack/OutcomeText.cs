using Gmlm.Reproduce.Report;

namespace Gmlm.Attack;

/// <summary>Prints an outcome as a table.</summary>
internal static class OutcomeText
{
    /// <summary>Writes the rows with their total, and every loss with its reason.</summary>
    public static void Write(TextWriter writer, AttackOutcome outcome)
    {
        var width = outcome.Rows.Select(row => row.Attack.Length).Append("total".Length).Max();
        writer.WriteLine($"{"attack".PadRight(width)}  tried  caught  lost  note");
        foreach (var row in outcome.Rows.Append(Total(outcome.Rows)))
        {
            writer.WriteLine($"{row.Attack.PadRight(width)}  {row.Tried,5}  {row.Caught,6}  {row.Lost,4}  {row.Note}".TrimEnd());
        }

        foreach (var loss in outcome.Losses)
        {
            writer.WriteLine($"lost: {loss.What}{(loss.Reason is null ? " (not explained)" : $" (explained: {loss.Reason})")}");
        }
    }

    private static AttackRow Total(IReadOnlyList<AttackRow> rows)
    {
        var (tried, caught) = (rows.Sum(row => row.Tried), rows.Sum(row => row.Caught));
        var share = tried == 0 ? "" : FormattableString.Invariant($"{100.0 * caught / tried:F1} % caught");
        return new AttackRow("total", tried, caught, rows.Sum(row => row.Lost), share);
    }
}
