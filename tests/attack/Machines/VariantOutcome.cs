using Gmlm.Padir.Runtime;
using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Report;
using Gmlm.Reproduce.Snapshots;

namespace Gmlm.Attack.Machines;

/// <summary>How the results of a variant differ from those of the unchanged machine.</summary>
/// <param name="Name">The variant's name.</param>
/// <param name="Results">The number of results compared.</param>
/// <param name="Identical">The number of bit-identical results.</param>
/// <param name="Items">The number of items that the gate compares.</param>
/// <param name="Numbers">The number of metrics and points of curves.</param>
/// <param name="Differing">The number of metrics and points that differ.</param>
/// <param name="Largest">The largest difference in units of its tolerance; null if no difference has a tolerance.</param>
/// <param name="Moved">The items beyond their tolerance, and other failures, in words.</param>
internal sealed record VariantOutcome(
    string Name, int Results, int Identical, int Items, int Numbers, int Differing, double? Largest, IReadOnlyList<string> Moved)
{
    /// <summary>Compares the results of two machines.</summary>
    /// <param name="name">The variant's name.</param>
    /// <param name="pairs">For each experiment, the result of the unchanged machine and that of the variant.</param>
    public static VariantOutcome Of(string name, IReadOnlyList<(ExperimentResult Expected, ExperimentResult Now)> pairs)
    {
        var rows = pairs.SelectMany(pair => Comparison.Compare(Accepted(pair.Expected), pair.Now)).ToArray();
        var gated = rows.Where(row => row.Standing is Standing.Within or Standing.Moved).ToArray();
        var numbers = rows.Where(row => row.Delta is not null && !row.Name.Contains('(')).ToArray();
        return new VariantOutcome(
            name,
            pairs.Count,
            pairs.Count(pair => LineJson.Write(pair.Expected) == LineJson.Write(pair.Now)),
            gated.Length,
            numbers.Length,
            numbers.Count(row => row.Delta != 0),
            gated.Max(row => row.DeltaOverTolerance),
            [.. gated.Where(row => row.Moved).Select(row => $"{row.Experiment}, {row.Name}: {row.Old}, here {row.New} ({row.Tolerance})")]);
    }

    /// <summary>The outcome as a row of the table.</summary>
    public AttackRow Row()
    {
        var largest = Largest is { } ratio ? FormattableString.Invariant($"{ratio:G2}") : "–";
        var note = $"{Identical} of {Results} results bit-identical; {Differing} of {Numbers} numbers differ, "
            + $"by at most {largest} of the tolerance";
        return new AttackRow(Name, Items, Items - Moved.Count, Moved.Count, note);
    }

    // The snapshot that an acceptance of the result would write.
    private static Snapshot Accepted(ExperimentResult result) => Snapshot.Of(
        result,
        Reproduce.Harness.Cache.ThisMachine.Machine,
        before: null,
        new Acceptance(Acceptance.ThisVersion, DateOnly.MinValue, new string('0', 40), "the machine as it is"));
}
