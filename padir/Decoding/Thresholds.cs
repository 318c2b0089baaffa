namespace Gmlm.Padir.Decoding;

/// <summary>
/// Rejects, after every iteration but the last, the positions whose confidence is below a threshold. Of the open positions the most
/// confident one is always kept, so that every iteration makes progress. With <see cref="UpdateScheme.EasyFirst"/> the number of iterations
/// then depends on the sentence (Wu et al. 2025, Fast-dLLM).
/// </summary>
/// <param name="Threshold">
/// τ in [0, 1], compared with the probability of the word, its margin, or e to the power of minus the entropy, as
/// <see cref="DecodingOptions.Confidence"/> says.
/// </param>
public sealed record ConfidenceThreshold(double Threshold) : Rejecter
{
    /// <inheritdoc/>
    public override void Mark(ReadOnlySpan<int> tokens, ReadOnlySpan<float> confidences, int iteration, int iterations, Span<bool> rejected)
    {
        var least = Math.Log(Threshold);
        var surest = SurestOpen(confidences);
        for (var i = 0; i < confidences.Length; i++)
        {
            rejected[i] |= confidences[i] < least && i != surest;
        }
    }

    internal override void Check() =>
        DecodingOptions.Require("ConfidenceThreshold.Threshold", Threshold, Threshold is >= 0 and <= 1, "from 0 to 1");
}

/// <summary>
/// Keeps, after every iteration but the last, the open positions with the smallest entropies H: as many as Σ H − max H ≤ γ allows, and at
/// least one. The others are rejected. The sum bounds the total correlation of the kept positions, and thereby the loss of one parallel
/// step (Ben-Hamu et al. 2025, EB-Sampler). For <see cref="ConfidenceMeasure.Entropy"/> and <see cref="UpdateScheme.EasyFirst"/>.
/// </summary>
/// <param name="Bound">γ ≥ 0, in nats.</param>
public sealed record EntropyBound(double Bound) : Rejecter
{
    /// <inheritdoc/>
    public override void Mark(ReadOnlySpan<int> tokens, ReadOnlySpan<float> confidences, int iteration, int iterations, Span<bool> rejected)
    {
        // The confidence is −H, and +∞ at positions that were kept before.
        var entropies = confidences.ToArray().Select(value => -(double)value).ToArray();
        var before = 0.0;
        foreach (
            var position in Enumerable.Range(0, entropies.Length)
                .Where(i => !double.IsNegativeInfinity(entropies[i]))
                .OrderBy(i => entropies[i]))
        {
            rejected[position] |= before > Bound;
            before += entropies[position];
        }
    }

    internal override void Check() =>
        DecodingOptions.Require("EntropyBound.Bound", Bound, Bound >= 0 && double.IsFinite(Bound), "finite and at least 0");
}
