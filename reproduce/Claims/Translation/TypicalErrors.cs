using Gmlm.Padir.Decoding;
using Gmlm.Padir.Metrics;
using Gmlm.Padir.Models;

namespace Gmlm.Reproduce.Claims.Translation;

/// <summary>
/// The sentences that show a system's errors most clearly: those that stutter most, the shorter ones first, with the
/// output of each iteration.
/// </summary>
internal static class TypicalErrors
{
    /// <summary>The table of these sentences.</summary>
    /// <param name="test">The test set.</param>
    /// <param name="output">The output of the system, with its traces.</param>
    /// <param name="codec">The codec of the system's tokens.</param>
    /// <param name="dropped">Finds the dropped words.</param>
    /// <param name="count">The number of sentences.</param>
    public static Table Of(TestSet test, SystemOutput output, TokenCodec codec, DroppedWords dropped, int count)
    {
        var chosen = Enumerable.Range(0, test.Sources.Count)
            .OrderByDescending(i => Repeats(output.Tokens[i]))
            .ThenBy(i => output.Tokens[i].Count)
            .ThenBy(i => i)
            .Take(count);
        return new Table(
            "typical-errors",
            $"The sentences of the test set that {output.Label}, repeats itself most in, the shorter ones first; and the output of every "
            + "iteration in subwords, in brackets the words that were remasked after it.",
            ["", "text"],
            [
                .. chosen.SelectMany((i, place) => Rows(
                    place + 1, test.Sources[i], test.References[i], output.Texts[i], output.Traces[i], codec, dropped)),
            ]);
    }

    private static int Repeats(IReadOnlyList<int> tokens) =>
        (int)Math.Round(RepeatRate.Measure<int>([tokens], 1).TokenShare * tokens.Count);

    private static IEnumerable<IReadOnlyList<string>> Rows(
        int place, string source, string reference, string output, DecodingTrace trace, TokenCodec codec, DroppedWords dropped)
    {
        yield return [$"{place}. source", source];
        yield return ["reference", reference];
        foreach (var (step, i) in trace.Steps.Select((step, i) => (step, i)))
        {
            yield return
            [
                $"iteration {i + 1}",
                string.Join(
                    ' ', step.Written.Select((token, k) => step.Rejected[k] ? $"({codec.Piece(token)})" : codec.Piece(token))),
            ];
        }

        var missing = dropped.Of(source, output);
        yield return ["output", output + (missing.Count > 0 ? $" [without: {string.Join(", ", missing)}]" : "")];
    }
}
