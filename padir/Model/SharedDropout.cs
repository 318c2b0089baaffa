using static TorchSharp.torch;

namespace Gmlm.Padir.Model;

/// <summary>
/// Dropout with one mask for all positions of a sequence, as T5X has it: a value dropped at one position is dropped at every one. The mask is drawn from
/// torch's generator; being small, it costs next to nothing, where one of the activation's size costs as much as a matrix product.
/// </summary>
internal static class SharedDropout
{
    /// <summary>Drops with probability <paramref name="rate"/> and scales the rest by 1/(1 − rate); the second-last dimension shares the mask.</summary>
    public static Tensor Apply(Tensor x, double rate)
    {
        if (rate == 0)
        {
            return x;
        }

        var shape = x.shape;
        shape[^2] = 1;
        using var mask = empty(shape, device: x.device).bernoulli_(1 - rate).TimesInPlace(1 / (1 - rate));
        return x * mask;
    }
}
