using TorchSharp;
using static TorchSharp.torch;

namespace Gmlm.Padir.T5;

/// <summary>
/// The buckets of relative position n = key − query (Raffel et al. 2020, section 2.1). Of the B buckets of a direction, the first half hold
/// one distance each, and the second half hold ranges that grow logarithmically up to the distance m:
/// <code>bucket(n) = n for n &lt; E, else min(B − 1, E + ⌊ln(n/E) / ln(m/E) · (B − E)⌋),  E = ⌊B/2⌋</code>
/// In bidirectional attention, earlier keys use the lower half of all buckets and later keys the upper half; causal attention uses all of
/// them for earlier keys. The logarithms are in double precision, because in single precision a distance at a border may fall into the
/// wrong bucket.
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
    /// The buckets of all <paramref name="keys"/> keys for the last <paramref name="queries"/> of these positions as queries, query
    /// by query.
    /// </summary>
    internal static Tensor Table(int queries, int keys, bool bidirectional, T5Config config, Device device)
    {
        // A bucket depends on the difference of the positions alone. Each row therefore equals the previous one, shifted by one.
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
