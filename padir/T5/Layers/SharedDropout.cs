using Gmlm.Padir.Randomness;
using Gmlm.Padir.Runtime;
using static TorchSharp.torch;

namespace Gmlm.Padir.T5;

/// <summary>
/// Dropout with one mask for all positions of a sequence, as in T5X: a component that is dropped at one position is dropped at every
/// position. A mask of the activation's full size would take as long to draw as a matrix product; this one takes almost no time.
/// </summary>
internal static class SharedDropout
{
    // One generator for each thread. With libtorch's global generator, the numbers that a thread draws would depend on the order of the
    // threads. Null means the global one.
    [ThreadStatic]
    private static Generator? _generator;

    /// <summary>
    /// Until the result is disposed of, the masks of this thread depend only on the key, the part, and the number of masks drawn before.
    /// </summary>
    public static IDisposable DrawnFrom(ulong key, int part)
    {
        _generator = new Generator(SplitMix64.Mix(key, (ulong)part), CPU);
        return new Drawing();
    }

    /// <summary>
    /// Drops each component with probability <paramref name="rate"/> and scales the others by 1/(1 − rate). All indices of the second-last
    /// dimension share the mask.
    /// </summary>
    public static Tensor Apply(Tensor x, double rate)
    {
        if (rate == 0)
        {
            return x;
        }

        var shape = x.shape;
        shape[^2] = 1;
        using var mask = empty(shape, device: x.device).bernoulli_(1 - rate, _generator).TimesInPlace(1 / (1 - rate));
        return x * mask;
    }

    private sealed class Drawing : IDisposable
    {
        public void Dispose()
        {
            _generator?.Dispose();
            _generator = null;
        }
    }
}
