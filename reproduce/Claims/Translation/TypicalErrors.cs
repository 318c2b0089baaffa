using Gmlm.Padir.Decoding;
using Gmlm.Padir.Metrics;
using Gmlm.Padir.Models;

namespace Gmlm.Reproduce.Claims.Translation;

/// <summary>
/// The sentences that show a system's errors best: those that stutter most, and of equal ones the shortest, with what each iteration made of them.
/// </summary>
internal static class TypicalErrors
{
    /// <summary>A table of them.</summary>
    /// <param name="test">What was translated.</param>
    /// <param name="output">By the system in question, traces kept.</param>
    /// <param name="language">Its tokens as text.</param>
    /// <param name="dropped">Tells the words left out.</param>
    /// <param name="count">How many sentences.</param>
    public static Table Of(TestSet test, SystemOutput output, Language language, DroppedWords dropped, int count)
    {
        var chosen = Enumerable.Range(0, test.Sources.Count)
            .OrderByDescending(i => Repeats(output.Tokens[i]))
            .ThenBy(i => output.Tokens[i].Count)
            .ThenBy(i => i)
            .Take(count);
        return new Table(
            "typical-errors",
            $"The sentences of the test set that {output.Label}, repeats itself most in, of equal ones the shortest; and what every iteration wrote, subwords apart, in brackets what was undone after it.",
            ["", "text"],
            [.. chosen.SelectMany((i, place) => Rows(place + 1, test.Sources[i], test.References[i], output.Texts[i], output.Traces[i], language, dropped))]);
    }

    private static int Repeats(IReadOnlyList<int> tokens) => (int)Math.Round(RepeatRate.Measure<int>([tokens], 1).TokenShare * tokens.Count);

    private static IEnumerable<IReadOnlyList<string>> Rows(int place, string source, string reference, string output, DecodingTrace trace, Language language, DroppedWords dropped)
    {
        yield return [$"{place}. source", source];
        yield return ["reference", reference];
        foreach (var (step, i) in trace.Steps.Select((step, i) => (step, i)))
        {
            yield return [$"iteration {i + 1}", string.Join(' ', step.Written.Select((token, k) => step.Rejected[k] ? $"({language.Piece(token)})" : language.Piece(token)))];
        }

        var missing = dropped.Of(source, output);
        yield return ["output", output + (missing.Count > 0 ? $" [without: {string.Join(", ", missing)}]" : "")];
    }
}
