namespace Gmlm.Padir.Metrics;

/// <summary>How often a system repeats itself directly.</summary>
/// <param name="Period">The number of tokens in the repeated block; 1 is stutter.</param>
/// <param name="TokenShare">The share of all tokens that complete a repeat; 0 when there are no tokens.</param>
/// <param name="SentenceShare">The share of sentences with a repeat; 0 when there are no sentences.</param>
public sealed record RepeatRate(int Period, double TokenShare, double SentenceShare)
{
    /// <summary>
    /// Token i completes a repeat of period n if <c>x_{i−n+1} … x_i = x_{i−2n+1} … x_{i−n}</c>; for n = 1, if it equals its left neighbour.
    /// A block of one repeated token counts as stutter only, not as a repeat of a longer period.
    /// </summary>
    /// <param name="sentences">The tokens of each sentence, as words or ids, without padding.</param>
    /// <param name="period">1 or more.</param>
    public static RepeatRate Measure<T>(IReadOnlyList<IReadOnlyList<T>> sentences, int period)
        where T : IEquatable<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(period, 1);
        var (tokens, repeats, affected) = (0L, 0L, 0L);
        foreach (var sentence in sentences)
        {
            var here = Count(sentence, period);
            tokens += sentence.Count;
            repeats += here;
            affected += here > 0 ? 1 : 0;
        }

        return new RepeatRate(period, (double)repeats / Math.Max(1, tokens), (double)affected / Math.Max(1, sentences.Count));
    }

    /// <summary>The number of tokens of one sentence that complete a repeat.</summary>
    internal static int Count<T>(IReadOnlyList<T> sentence, int period)
        where T : IEquatable<T> => Enumerable.Range(0, sentence.Count).Count(i => Completes(sentence, i, period));

    private static bool Completes<T>(IReadOnlyList<T> sentence, int i, int period)
        where T : IEquatable<T>
    {
        var start = i - period + 1;
        if (start < period)
        {
            return false;
        }

        var constant = true;
        for (var k = start; k <= i; k++)
        {
            if (!sentence[k].Equals(sentence[k - period]))
            {
                return false;
            }

            constant &= sentence[k].Equals(sentence[start]);
        }

        return period == 1 || !constant;
    }
}
