using System.Numerics;
using System.Runtime.InteropServices;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace Gmlm.Padir.Training;

/// <summary>
/// One update of AdamW (Loshchilov and Hutter 2019) in one pass over the weights. As operators the update passes over the weights ten times
/// and allocates memory each time, which takes a fifth of a training step of a small network.
/// </summary>
/// <param name="Rate">The learning rate.</param>
/// <param name="Kept">The factor of the gradient after clipping, in (0, 1].</param>
/// <param name="First">β₁, the decay of the first moment.</param>
/// <param name="Second">β₂, the decay of the second moment.</param>
/// <param name="Step">The step t, from 1.</param>
public readonly record struct AdamWPass(float Rate, float Kept, double First, double Second, int Step)
{
    /// <summary>ε, which is added to the root of the second moment.</summary>
    public const double Epsilon = 1e-8;

    // Smaller moments become 0. Without gradients, moments decay into denormal numbers below 1e-38, with which a processor computes a
    // hundred times slower. Moments this small change a weight by less than a millionth of a step.
    private const float Nothing = 1e-30f;

    /// <summary>
    /// Updates weights and moments in place. All tensors are of single precision, have the same length and order, and are contiguous in the
    /// processor's memory.
    /// </summary>
    /// <param name="weights">What is trained.</param>
    /// <param name="gradient">The loss's, before clipping.</param>
    /// <param name="first">The first moments; 0 before the first step.</param>
    /// <param name="second">The second moments; 0 before the first step.</param>
    /// <param name="scale">The factor of the rate for each weight; 1 for plain AdamW.</param>
    /// <param name="decay">The weight decay of each weight; 0 for Adam.</param>
    public void Move(Tensor weights, Tensor gradient, Tensor first, Tensor second, Tensor scale, Tensor decay)
    {
        Span<float> w = Values(weights), g = Values(gradient), m = Values(first), v = Values(second), s = Values(scale), d = Values(decay);
        var (unbiased, spread) = ((float)(1 / (1 - Math.Pow(First, Step))), (float)(1 / Math.Sqrt(1 - Math.Pow(Second, Step))));
        var (b1, b2) = ((float)First, (float)Second);
        var (c1, c2) = ((float)(1 - First) * Kept, (float)(1 - Second) * Kept * Kept);
        var (epsilon, i) = ((float)Epsilon, 0);
        for (; i <= w.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector<float> x = new(g[i..]), weight = new(w[i..]);
            var mean = FlushedToZero((new Vector<float>(m[i..]) * b1) + (x * c1));
            var square = FlushedToZero((new Vector<float>(v[i..]) * b2) + (x * x * c2));
            mean.CopyTo(m[i..]);
            square.CopyTo(v[i..]);
            var change = (
                mean * unbiased / (
                    (Vector.SquareRoot(square) * spread) + new Vector<float>(epsilon))) + (new Vector<float>(d[i..]) * weight);
            (weight - (change * new Vector<float>(s[i..]) * Rate)).CopyTo(w[i..]);
        }

        for (; i < w.Length; i++)
        {
            m[i] = FlushedToZero((m[i] * b1) + (g[i] * c1));
            v[i] = FlushedToZero((v[i] * b2) + (g[i] * g[i] * c2));
            w[i] -= ((m[i] * unbiased / ((MathF.Sqrt(v[i]) * spread) + epsilon)) + (d[i] * w[i])) * s[i] * Rate;
        }
    }

    private static float FlushedToZero(float moment) => Math.Abs(moment) < Nothing ? 0 : moment;

    private static Vector<float> FlushedToZero(Vector<float> moment) =>
        Vector.ConditionalSelect(Vector.LessThan(Vector.Abs(moment), new Vector<float>(Nothing)), Vector<float>.Zero, moment);

    private static Span<float> Values(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);
}
