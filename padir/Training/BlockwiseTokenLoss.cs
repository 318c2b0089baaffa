using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Gmlm.Padir.Configuration;
using Gmlm.Padir.Runtime;
using Gmlm.Padir.T5;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace Gmlm.Padir.Training;

/// <summary>
/// The token loss with its gradient in place, a block of rows at a time. Storing all logits, their logarithms and both gradients moves eight times their size through
/// memory, and touches it for the first time in every step, which costs more than the products; a block stays in the cache.
/// </summary>
internal sealed class BlockwiseTokenLoss(LossOptions options) : TokenLoss(options)
{
    private const int Block = 256;

    public override TokenLossResult Of(Tensor states, int[] targets, T5Network network, bool gradients)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var matrix = network.HeadMatrix;                            // (V, d)
        var scaled = states.detach().Times(network.HeadScale).contiguous(); // (n, d)
        var (count, size) = (targets.Length, (int)matrix.shape[0]);
        var toStates = gradients ? empty_like(scaled) : null;
        var toHead = gradients ? zeros_like(matrix) : null;
        var likeliest = new int[count];
        var losses = new double[count];
        using var transposed = matrix.t();
        using var block = empty(Math.Min(Block, count), size);
        for (var first = 0; first < count; first += Block)
        {
            var rows = Math.Min(Block, count - first);
            using var inner = NewDisposeScope();
            var states1 = scaled.narrow(0, first, rows); // (b, d)
            var logits = block.narrow(0, 0, rows).addmm_(states1, transposed, 0, 1); // (b, V), in place
            Turn(logits, targets.AsMemory(first, rows), likeliest.AsMemory(first, rows), losses.AsMemory(first, rows), gradients ? 1.0 / count : null);
            if (gradients)
            {
                toStates!.narrow(0, first, rows).addmm_(logits, matrix, 0, (float)network.HeadScale);
                toHead!.addmm_(logits.t(), states1, 1, 1);
            }
        }

        return new TokenLossResult(losses.Sum(), likeliest, toStates?.MoveToOuterDisposeScope(), toHead?.MoveToOuterDisposeScope());
    }

    // Logits become their gradient, where a weight per position is given.
    private void Turn(Tensor logits, Memory<int> targets, Memory<int> likeliest, Memory<double> losses, double? weight)
    {
        var (rows, size) = ((int)logits.shape[0], (int)logits.shape[1]);
        Parallel.For(0, rows, new ParallelOptions { MaxDegreeOfParallelism = get_num_threads() }, row =>
        {
            var x = MemoryMarshal.Cast<byte, float>(logits.bytes).Slice(row * size, size);
            var target = targets.Span[row];
            var largest = TensorPrimitives.IndexOfMax<float>(x);
            var (most, wanted) = ((double)x[largest], (double)x[target]);
            var mean = Options.LabelSmoothing == 0 ? 0 : TensorPrimitives.Sum<float>(x) / (double)size;
            TensorPrimitives.Subtract(x, (float)most, x);
            TensorPrimitives.Exp(x, x);
            var sum = (double)TensorPrimitives.Sum<float>(x);
            var normaliser = most + Math.Log(sum); // ln Z
            likeliest.Span[row] = largest;
            losses.Span[row] = normaliser - ((1 - Options.LabelSmoothing) * wanted) - (Options.LabelSmoothing * mean) + (Options.ZLoss * normaliser * normaliser);
            if (weight is { } w)
            {
                var scale = w * (1 + (2 * Options.ZLoss * normaliser)) / sum;
                TensorPrimitives.Multiply(x, (float)scale, x);
                if (Options.LabelSmoothing > 0)
                {
                    TensorPrimitives.Subtract(x, (float)(w * Options.LabelSmoothing / size), x);
                }

                x[target] -= (float)(w * (1 - Options.LabelSmoothing));
            }
        });
    }
}
