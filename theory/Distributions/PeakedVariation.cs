namespace Gmlm.Theory.Distributions;

/// <summary>
/// TV(p, q) = max(Σ_{x≠s} (p − q)⁺, Σ_{x≠s} (q − p)⁺) for any state s: the same number as ½ Σ |p − q| when both sum to 1, but with
/// s the likeliest state no two probabilities near one are subtracted, and the distance of two peaked distributions keeps its
/// digits far below 10⁻¹⁶.
/// </summary>
public static class PeakedVariation
{
    /// <summary>TV of two tables of probabilities of one length.</summary>
    public static double Of(ReadOnlySpan<double> p, ReadOnlySpan<double> q)
    {
        var likeliest = 0;
        for (var x = 1; x < p.Length; x++)
        {
            likeliest = p[x] > p[likeliest] ? x : likeliest;
        }

        double more = 0, less = 0;
        for (var x = 0; x < p.Length; x++)
        {
            if (x != likeliest)
            {
                more += Math.Max(0, p[x] - q[x]);
                less += Math.Max(0, q[x] - p[x]);
            }
        }

        return Math.Max(more, less);
    }
}
