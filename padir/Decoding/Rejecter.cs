namespace Gmlm.Padir.Decoding;

/// <summary>Decides which positions are rejected after an iteration, to be remasked.</summary>
public abstract record Rejecter
{
    /// <summary>Whether the decision depends on tokens and confidences alone, and not on the iteration.</summary>
    internal virtual bool IsStationary => true;

    /// <summary>Whether <see cref="Mark"/> is given ln p(correct) of a trained rejecter as the confidences.</summary>
    internal virtual bool JudgesCorrectness => false;

    /// <summary>
    /// Whether it rejects words of a canvas even if <see cref="DecodingOptions.CanvasUnit"/> is <see cref="CanvasUnit.Cells"/>.
    /// </summary>
    internal virtual bool JudgesWords => false;

    /// <summary>Marks rejected positions. Positions that are already marked stay marked.</summary>
    /// <param name="tokens">The words, without end token and padding.</param>
    /// <param name="confidences">The confidence of each word; +∞ for words that must be kept.</param>
    /// <param name="iteration">The iteration i, from 0.</param>
    /// <param name="iterations">The number of iterations S.</param>
    /// <param name="rejected">Whether each word is rejected.</param>
    public abstract void Mark(
        ReadOnlySpan<int> tokens, ReadOnlySpan<float> confidences, int iteration, int iterations, Span<bool> rejected);

    internal virtual void Check()
    {
    }

    /// <summary>
    /// The most confident open position, the leftmost of equally confident ones; −1 if none is open. A confidence of +∞ marks positions
    /// that are not open.
    /// </summary>
    private protected static int SurestOpen(ReadOnlySpan<float> confidences)
    {
        var surest = -1;
        for (var i = 0; i < confidences.Length; i++)
        {
            if (!float.IsPositiveInfinity(confidences[i]) && (surest < 0 || confidences[i] > confidences[surest]))
            {
                surest = i;
            }
        }

        return surest;
    }

    /// <summary>Marks the <paramref name="count"/> least confident positions; of equally confident ones the rightmost.</summary>
    private protected static void MarkLeast(ReadOnlySpan<float> confidences, int count, Span<bool> rejected)
    {
        if (count <= 0)
        {
            return;
        }

        var keys = confidences.ToArray();
        var order = Enumerable.Range(0, keys.Length).OrderBy(i => keys[i]).ThenByDescending(i => i);
        foreach (var position in order.Take(count).TakeWhile(i => !float.IsPositiveInfinity(keys[i])))
        {
            rejected[position] = true;
        }
    }
}

/// <summary>Rejects nothing.</summary>
public sealed record Passthrough : Rejecter
{
    /// <inheritdoc/>
    public override void Mark(ReadOnlySpan<int> tokens, ReadOnlySpan<float> confidences, int iteration, int iterations, Span<bool> rejected)
    {
    }
}

/// <summary>Rejects a token equal to its left neighbour; on a canvas a word equal to the one before it.</summary>
public sealed record Stutter : Rejecter
{
    internal override bool JudgesWords => true;

    /// <inheritdoc/>
    public override void Mark(
        ReadOnlySpan<int> tokens,
        ReadOnlySpan<float> confidences,
        int iteration,
        int iterations,
        Span<bool> rejected) => Mark(tokens, rejected);

    internal static void Mark(ReadOnlySpan<int> tokens, Span<bool> rejected)
    {
        for (var i = 1; i < tokens.Length; i++)
        {
            rejected[i] |= tokens[i] == tokens[i - 1];
        }
    }
}

/// <summary>Rejects the words whose probability of being correct is below the threshold, by the model's trained rejecter.</summary>
/// <param name="Threshold">The threshold, in [0, 1].</param>
public sealed record Learned(double Threshold = 0.5) : Rejecter
{
    internal override bool JudgesCorrectness => true;

    /// <inheritdoc/>
    public override void Mark(ReadOnlySpan<int> tokens, ReadOnlySpan<float> confidences, int iteration, int iterations, Span<bool> rejected)
    {
        var least = Math.Log(Threshold);
        for (var i = 0; i < tokens.Length; i++)
        {
            rejected[i] |= confidences[i] < least;
        }
    }

    internal override void Check() => DecodingOptions.Require("Learned.Threshold", Threshold, Threshold is >= 0 and <= 1, "from 0 to 1");
}
