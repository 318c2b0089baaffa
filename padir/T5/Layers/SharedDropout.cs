using Gmlm.Padir.Randomness;
using Gmlm.Padir.Runtime;
using static TorchSharp.torch;

namespace Gmlm.Padir.T5;

/// <summary>
/// Dropout with one mask for all positions of a sequence, as T5X has it: a value dropped at one position is dropped at every one. The
/// mask is drawn from torch's generator; being small, it costs next to nothing, where one of the activation's size costs as much as a
/// matrix product.
/// </summary>
internal static class SharedDropout
{
    // One per thread: libtorch's own is one for all, and threads would take their numbers from it as they happen to come.
    [ThreadStatic]
    private static Generator? _generator;

    /// <summary>Until disposed of, masks of this thread are a function of the key, the part, and how many were drawn before.</summary>
    public static IDisposable DrawnFrom(ulong key, int part)
    {
        _generator = new Generator(SplitMix64.Mix(key, (ulong)part), CPU);
        return new Drawing();
    }

    /// <summary>
    /// Drops with probability <paramref name="rate"/> and scales the rest by 1/(1 − rate); the second-last dimension shares the mask.
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
