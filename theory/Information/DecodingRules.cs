namespace Gmlm.Theory.Information;

/// <summary>Rules for <see cref="AdaptiveDecoding"/>: which positions a step decodes, as a bit mask.</summary>
public static class DecodingRules
{
    /// <summary>The k surest of the open positions, by their largest probability; of equal ones the leftmost.</summary>
    public static Func<DecodingView, int> Surest(int count) =>
        view => Mask(view.Open.OrderByDescending(view.Surest).ThenBy(i => i).Take(count));

    /// <summary>All whose largest probability is at least τ, and the surest in any case.</summary>
    public static Func<DecodingView, int> Threshold(double threshold) =>
        view => Mask(view.Open.Where(i => view.Surest(i) >= threshold)) | Surest(1)(view);

    /// <summary>Those of least entropy, as many as Σ H − max H ≤ γ allows, at least one (Ben-Hamu et al. 2025).</summary>
    public static Func<DecodingView, int> EntropyBound(double bound) => view =>
    {
        var (mask, before) = (0, 0.0);
        foreach (var i in view.Open.OrderBy(view.Entropy).ThenBy(i => i))
        {
            if (before > bound)
            {
                break;
            }

            mask |= 1 << i;
            before += view.Entropy(i);
        }

        return mask;
    };

    /// <summary>Everything at once.</summary>
    public static int All(DecodingView view) => Mask(view.Open);

    private static int Mask(IEnumerable<int> positions) => positions.Aggregate(0, (mask, i) => mask | (1 << i));
}
