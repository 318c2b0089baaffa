using System.Numerics;
using System.Runtime.CompilerServices;
using Gmlm.Theory.Random;

namespace Gmlm.Theory.Samplers;

/// <summary>
/// K uniform over the C(N, k) masks of size k: by table where there are few of them, else by Floyd's algorithm (Bentley and Floyd 1987).
/// </summary>
internal sealed class MaskSampler
{
    /// <summary>The most masks that are tabulated (512 KiB).</summary>
    public const int MaxTabulated = 1 << 16;

    private readonly ulong[] _masks;
    private readonly int _length;
    private readonly int _size;

    public MaskSampler(int length, int size)
    {
        _length = length;
        _size = size;
        _masks = Binomial(length, size) <= MaxTabulated ? Enumerate(length, size) : [];
    }

    /// <summary>Every mask, increasing; empty where there are too many.</summary>
    public ReadOnlySpan<ulong> Tabulated => _masks;

    /// <summary>A mask, and its place in <see cref="Tabulated"/> or −1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Next(RandomStream random, out int index)
    {
        if (_masks.Length > 0)
        {
            index = (int)random.NextBelow((uint)_masks.Length);
            return _masks[index];
        }

        index = -1;
        return Floyd(random);
    }

    /// <summary>C(n, k), saturating at <see cref="long.MaxValue"/>.</summary>
    public static long Binomial(int n, int k)
    {
        UInt128 value = 1;
        for (var i = 1; i <= Math.Min(k, n - k); i++)
        {
            // Exact: the product of i consecutive integers is divisible by i!.
            value = value * (UInt128)(n - i + 1) / (UInt128)i;
        }

        return value > long.MaxValue ? long.MaxValue : (long)value;
    }

    private ulong Floyd(RandomStream random)
    {
        ulong mask = 0;
        for (var last = _length - _size; last < _length; last++)
        {
            var pick = 1UL << (int)random.NextBelow((uint)last + 1);
            mask |= (mask & pick) != 0 ? 1UL << last : pick;
        }

        return mask;
    }

    private static ulong[] Enumerate(int length, int size)
    {
        var masks = new List<ulong>();
        void Extend(ulong chosen, int below)
        {
            var missing = size - BitOperations.PopCount(chosen);
            if (missing == 0)
            {
                masks.Add(chosen);
                return;
            }

            for (var i = missing - 1; i < below; i++)
            {
                Extend(chosen | (1UL << i), i);
            }
        }

        Extend(0, length);
        return [.. masks];
    }
}
