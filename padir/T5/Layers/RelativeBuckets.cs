using TorchSharp;
using static TorchSharp.torch;

namespace Gmlm.Padir.T5;

/// <summary>
/// Buckets of relative position n = key − query (Raffel et al. 2020, section 2.1). Of the B buckets that a direction has, half belong to
/// one distance each and half to ranges that grow logarithmically up to the distance m:
/// <code>bucket(n) = n for n &lt; E, else min(B − 1, E + ⌊ln(n/E) / ln(m/E) · (B − E)⌋),  E = ⌊B/2⌋</code>
/// Both directions share the buckets when attention goes both ways, the later keys having the upper half; causal attention has all of
/// them for
/// what lies behind. In double precision: in single, a distance at a border may fall into the wrong bucket.
/// </summary>
public static class RelativeBuckets
{
    /// <summary>The bucket of a key at <paramref name="offset"/> = key − query, from 0 to <paramref name="buckets"/> − 1.</summary>
    public static int Of(long offset, bool bidirectional, int buckets, int maxDistance)
    {
        var perDirection = bidirectional ? buckets / 2 : buckets;
        var first = bidirectional && offset > 0 ? perDirection : 0;
        var distance = bidirectional ? Math.Abs(offset) : Math.Max(-offset, 0);
        var exact = perDirection / 2;
        if (distance < exact)
        {
            return first + (int)distance;
        }

        var logarithmic = Math.Log((double)distance / exact) / Math.Log((double)maxDistance / exact) * (perDirection - exact);
        return first + Math.Min(perDirection - 1, exact + (int)logarithmic);
    }

    /// <summary>
    /// The buckets of all keys 0..<paramref name="keys"/> − 1 seen from the last <paramref name="queries"/> of those positions, query by
    /// query.
    /// </summary>
    internal static Tensor Table(int queries, int keys, bool bidirectional, T5Config config, Device device)
    {
        // Only the difference of the positions counts, so a row is the one before it, moved by one.
        var bySeparation = new long[queries + keys - 1];
        for (var i = 0; i < bySeparation.Length; i++)
        {
            bySeparation[i] = Of(i - (keys - 1), bidirectional, config.Buckets, config.MaxDistance);
        }

        var table = new long[queries * keys];
        for (var query = 0; query < queries; query++)
        {
            Array.Copy(bySeparation, queries - 1 - query, table, query * keys, keys);
        }

        return tensor(table, device: device); // (Lq·Lk)
    }
}
