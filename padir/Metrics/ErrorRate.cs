namespace Gmlm.Padir.Metrics;

/// <summary>How often a system makes one kind of error.</summary>
/// <param name="Errors">Tokens in error.</param>
/// <param name="Tokens">Tokens evaluated.</param>
/// <param name="SentenceShare">The share of sentences with an error; 0 when there are no sentences.</param>
public sealed record ErrorRate(long Errors, long Tokens, double SentenceShare)
{
    /// <summary>Errors / Tokens; 0 when there are no tokens.</summary>
    public double TokenShare => (double)Errors / Math.Max(1, Tokens);

    /// <summary>Counts the tokens in error.</summary>
    /// <param name="sentences">The tokens to evaluate, without padding.</param>
    /// <param name="isError">Whether a token is an error.</param>
    public static ErrorRate Measure<T>(IEnumerable<IEnumerable<T>> sentences, Func<T, bool> isError)
    {
        var (errors, tokens, affected, count) = (0L, 0L, 0L, 0L);
        foreach (var sentence in sentences)
        {
            var here = 0L;
            foreach (var token in sentence)
            {
                tokens++;
                here += isError(token) ? 1 : 0;
            }

            errors += here;
            affected += here > 0 ? 1 : 0;
            count++;
        }

        return new ErrorRate(errors, tokens, (double)affected / Math.Max(1, count));
    }
}
