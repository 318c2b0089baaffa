namespace Gmlm.Padir.Decoding;

/// <summary>Marks positions to undo after an iteration.</summary>
public abstract record Rejecter
{
    /// <summary>Whether the same tokens and confidences are judged alike in every iteration.</summary>
    internal virtual bool IsStationary => true;

    /// <summary>Whether it is given ln p(right) of a trained rejecter in place of the confidences.</summary>
    internal virtual bool JudgesRightness => false;

    /// <summary>Whether it judges the words of a canvas, even where <see cref="DecodingOptions.CanvasUnit"/> says cells.</summary>
    internal virtual bool JudgesWords => false;

    /// <summary>Marks positions; those marked already stay marked.</summary>
    /// <param name="tokens">The words written, without end and padding.</param>
    /// <param name="confidences">How sure each is; +∞ is never rejected for being unsure.</param>
    /// <param name="iteration">i, from 0.</param>
    /// <param name="iterations">S.</param>
    /// <param name="rejected">One value per word.</param>
    public abstract void Mark(
        ReadOnlySpan<int> tokens, ReadOnlySpan<float> confidences, int iteration, int iterations, Span<bool> rejected);

    internal virtual void Check()
    {
    }

    /// <summary>The most confident of the positions that were open, the leftmost of equal ones; −1 where none was.</summary>
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

/// <summary>Rejects what the model's own trained rejecter takes to be right with a probability below the threshold.</summary>
/// <param name="Threshold">In [0, 1].</param>
public sealed record Learned(double Threshold = 0.5) : Rejecter
{
    internal override bool JudgesRightness => true;

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
