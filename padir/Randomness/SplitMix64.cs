namespace Gmlm.Padir.Randomness;

/// <summary>
/// The library's only generator: SplitMix64 (Steele, Lea and Flood 2014). A stream is a value that callers pass on. Its state is one
/// word, so that every item (a pair of a corpus, an example of a batch, a candidate) can have a stream of its own, <see cref="ForItem"/>,
/// which can be made without the streams of the items before it.
/// </summary>
/// <param name="seed">Any value.</param>
public sealed class SplitMix64(ulong seed) : Random(0)
{
    /// <summary>Name and version: another value means other numbers from the same seed.</summary>
    public const string Name = "splitmix64 v1";

    private const ulong Increment = 0x9E3779B97F4A7C15UL;

    private ulong _state = seed;

    /// <summary>A stream from a signed seed, whose bits are taken as they are.</summary>
    /// <param name="seed">Any value.</param>
    public SplitMix64(long seed) : this(unchecked((ulong)seed))
    {
    }

    /// <summary>The stream of item <paramref name="index"/> of family <paramref name="family"/> under a seed.</summary>
    public static SplitMix64 ForItem(ulong seed, ulong family, long index) => new(Mix(Mix(seed, family), (ulong)index));

    /// <summary>64 bits that depend on both arguments and on their order; also the step of a hash over tokens.</summary>
    public static ulong Mix(ulong a, ulong b) => Finalise((a * Increment) + b + Increment);

    /// <summary>64 uniform bits.</summary>
    public ulong NextBits() => Finalise(_state += Increment);

    /// <summary>Uniform in [0, 1), all multiples of 2⁻⁵³ equally likely.</summary>
    public override double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in {0, …, <paramref name="maxValue"/> − 1} up to a bias below maxValue·2⁻⁶⁴.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The bound is not positive.</exception>
    public override int Next(int maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxValue);
        return (int)Math.BigMul(NextBits(), (ulong)maxValue, out _);
    }

    /// <summary>A uniformly random order of the items.</summary>
    public T[] Shuffled<T>(IEnumerable<T> items)
    {
        T[] order = [.. items];
        for (var i = order.Length - 1; i > 0; i--)
        {
            var j = Next(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }

    /// <inheritdoc/>
    protected override double Sample() => NextDouble(); // The base class's other members draw from here.

    private static ulong Finalise(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
