namespace Gmlm.Padir.ControlledPair;

/// <summary>
/// The generator of the controlled pair: SplitMix64 (Steele, Lea and Flood 2014). A stream is a value that callers pass on. One word of
/// state, so that every pair of a corpus can have a stream of its own, <see cref="ForItem"/>, and any of them can be made without the
/// ones before it.
/// </summary>
public sealed class PairRandom(ulong seed)
{
    /// <summary>Name and version: another value means other pairs from the same seed.</summary>
    public const string Name = "splitmix64 v1";

    private ulong _state = seed;

    /// <summary>The stream of item <paramref name="index"/> of family <paramref name="family"/> under a seed.</summary>
    public static PairRandom ForItem(ulong seed, ulong family, long index) => new(Mix(Mix(seed, family), (ulong)index));

    /// <summary>64 bits that depend on both arguments and on their order; also the step of a hash over tokens.</summary>
    public static ulong Mix(ulong a, ulong b)
    {
        var z = (a * 0x9E3779B97F4A7C15UL) + b + 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }

    /// <summary>64 uniform bits.</summary>
    public ulong NextBits()
    {
        _state += 0x9E3779B97F4A7C15UL;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }

    /// <summary>Uniform in [0, 1), all multiples of 2⁻⁵³ equally likely.</summary>
    public double NextUniform() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in {0, …, <paramref name="bound"/> − 1} up to a bias below bound·2⁻⁶⁴; the bound must be positive.</summary>
    public int NextBelow(int bound) => (int)Math.BigMul(NextBits(), (ulong)bound, out _);

    /// <summary>A uniformly random order of the items.</summary>
    public T[] Shuffled<T>(IEnumerable<T> items)
    {
        T[] order = [.. items];
        for (var i = order.Length - 1; i > 0; i--)
        {
            var j = NextBelow(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }
}
