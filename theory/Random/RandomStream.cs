using System.Numerics;
using System.Runtime.CompilerServices;

namespace Gmlm.Theory.Random;

/// <summary>
/// The one source of randomness of the theory: xoshiro256** (Blackman and Vigna 2018), seeded through SplitMix64.
/// A stream is a value that callers pass on; nothing draws from an ambient generator. It is a <see cref="System.Random"/>, so
/// that Math.NET's distributions take it. Not thread-safe: give every parallel branch its own <see cref="Fork"/>.
/// </summary>
public sealed class RandomStream : System.Random
{
    /// <summary>Name and version, recorded with every result: another value means other numbers from the same seed.</summary>
    public const string Name = "xoshiro256**/splitmix64 v1";

    private ulong _s0, _s1, _s2, _s3;

    /// <summary>A stream for <paramref name="seed"/>; every 64-bit value is a good seed.</summary>
    public RandomStream(ulong seed)
    {
        _s0 = SplitMix(ref seed);
        _s1 = SplitMix(ref seed);
        _s2 = SplitMix(ref seed);
        _s3 = SplitMix(ref seed);
    }

    /// <summary>
    /// An independent stream named by <paramref name="label"/>. It depends on the seed and the label only, so that forks may
    /// be taken in any order.
    /// </summary>
    public static RandomStream Fork(ulong seed, string label)
    {
        // FNV-1a, 64 bit: string.GetHashCode differs from one process to the next.
        var hash = 14695981039346656037UL;
        foreach (var letter in label)
        {
            hash = (hash ^ letter) * 1099511628211UL;
        }

        return new RandomStream(seed ^ hash);
    }

    /// <summary>
    /// The stream of item <paramref name="index"/> of a numbered family, for parallel loops whose result must not depend on scheduling.
    /// </summary>
    public static RandomStream Fork(ulong seed, string label, long index) => Fork(seed, $"{label}#{index}");

    /// <summary>64 uniform bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong NextBits()
    {
        var result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        var t = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= t;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>Uniform in [0, 1), all multiples of 2⁻⁵³ equally likely.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double NextUniform() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in {0, …, <paramref name="bound"/> − 1}, without bias (Lemire 2019). The bound must be positive.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint NextBelow(uint bound)
    {
        var product = (NextBits() >> 32) * bound;
        if ((uint)product < bound)
        {
            var threshold = (0u - bound) % bound;
            while ((uint)product < threshold)
            {
                product = (NextBits() >> 32) * bound;
            }
        }

        return (uint)(product >> 32);
    }

    public override double NextDouble() => NextUniform();

    protected override double Sample() => NextUniform();

    public override int Next() => (int)NextBelow(int.MaxValue);

    public override int Next(int maxValue) => Next(0, maxValue);

    public override int Next(int minValue, int maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minValue, maxValue);
        return minValue == maxValue ? minValue : (int)(minValue + NextBelow((uint)((long)maxValue - minValue)));
    }

    public override long NextInt64() => (long)(NextBits() % long.MaxValue);

    public override void NextBytes(byte[] buffer) => NextBytes(buffer.AsSpan());

    public override void NextBytes(Span<byte> buffer)
    {
        for (var i = 0; i < buffer.Length; i++)
        {
            buffer[i] = (byte)(NextBits() >> 56);
        }
    }

    private static ulong SplitMix(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15UL;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
