using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Gmlm.Padir.Configuration;
using Gmlm.Padir.Runtime;
using Gmlm.Padir.T5;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace Gmlm.Padir.Training;

/// <summary>
/// Computes the token loss and its gradient in place, one block of rows at a time, so that a block's logits stay in the cache. Storing all
/// logits, their logarithms and both gradients would move eight times their size through newly allocated memory in every step, which takes
/// longer than the matrix products.
/// </summary>
internal sealed class BlockwiseTokenLoss(LossOptions options) : TokenLoss(options)
{
    private const int Block = 256;

    public override TokenLossResult Of(Tensor states, TokenTargets targets, T5Network network, bool gradients)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var matrix = network.HeadMatrix; // (V, d)
        var scaled = Scaled(states, network);
        var toStates = gradients ? empty_like(scaled) : null;
        var toHead = gradients ? zeros_like(matrix) : null;
        var likeliest = new int[targets.Count];
        var losses = new double[targets.Count];
        ForBlocks(scaled, matrix, (first, block, logits) =>
        {
            Turn(logits, first, targets, likeliest, losses, gradients ? 1.0 / targets.Count : null);
            if (gradients)
            {
                toStates!.narrow(0, first, block.shape[0]).addmm_(logits, matrix, 0, (float)network.HeadScale);
                toHead!.addmm_(logits.t(), block, 1, 1);
            }
        });

        return new TokenLossResult(losses.Sum(), likeliest, toStates?.MoveToOuterDisposeScope(), toHead?.MoveToOuterDisposeScope());
    }

    public override TokenLogProbabilities LogProbabilities(Tensor states, IReadOnlyList<int[]> ids, T5Network network)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var likeliest = new int[ids.Count];
        var logProbabilities = new double[ids.Count][];
        ForBlocks(Scaled(states, network), network.HeadMatrix, (first, _, logits) => ForRows(logits, (row, x) =>
        {
            var asked = ids[first + row];
            var found = new double[asked.Length];
            likeliest[first + row] = TensorPrimitives.IndexOfMax<float>(x);
            var most = (double)x[likeliest[first + row]];
            for (var k = 0; k < asked.Length; k++)
            {
                found[k] = x[asked[k]];
            }

            var normaliser = most + Math.Log(Exponentiate(x, most)); // ln Z
            logProbabilities[first + row] = [.. found.Select(logit => logit - normaliser)];
        }));
        return new TokenLogProbabilities(logProbabilities, likeliest);
    }

    private static Tensor Scaled(Tensor states, T5Network network) => states.detach().Times(network.HeadScale).contiguous(); // (n, d)

    // Calls work with the index of each block's first row, the block's states (b, d) and its logits (b, V), which work may overwrite.
    private static void ForBlocks(Tensor scaled, Tensor matrix, Action<int, Tensor, Tensor> work)
    {
        var (count, size) = ((int)scaled.shape[0], (int)matrix.shape[0]);
        using var transposed = matrix.t();
        using var memory = empty(Math.Min(Block, count), size);
        for (var first = 0; first < count; first += Block)
        {
            using var inner = NewDisposeScope();
            var rows = Math.Min(Block, count - first);
            var block = scaled.narrow(0, first, rows);
            work(first, block, memory.narrow(0, 0, rows).addmm_(block, transposed, 0, 1));
        }
    }

    private static void ForRows(Tensor logits, Action<int, Span<float>> work)
    {
        var (rows, size) = ((int)logits.shape[0], (int)logits.shape[1]);
        Parallel.For(
            0,
            rows,
            new ParallelOptions { MaxDegreeOfParallelism = get_num_threads() },
            row => work(row, MemoryMarshal.Cast<byte, float>(logits.bytes).Slice(row * size, size)));
    }

    // Replaces x by exp(x − most) and returns the sum.
    private static double Exponentiate(Span<float> x, double most)
    {
        TensorPrimitives.Subtract(x, (float)most, x);
        TensorPrimitives.Exp(x, x);
        return TensorPrimitives.Sum<float>(x);
    }

    // Computes the losses of a block. If a weight for each position is given, it replaces the logits by their gradient.
    private void Turn(Tensor logits, int first, TokenTargets targets, int[] likeliest, double[] losses, double? weight) =>
        ForRows(logits, (row, x) =>
    {
        var place = first + row;
        var largest = TensorPrimitives.IndexOfMax<float>(x);
        var (most, wanted) = ((double)x[largest], targets.Mean(place, x));
        var mean = Options.LabelSmoothing == 0 ? 0 : TensorPrimitives.Sum<float>(x) / (double)x.Length;
        var sum = Exponentiate(x, most);
        var normaliser = most + Math.Log(sum); // ln Z
        likeliest[place] = largest;
        losses[place] = normaliser - ((1 - Options.LabelSmoothing) * wanted) - (Options.LabelSmoothing * mean) + (
            Options.ZLoss * normaliser * normaliser);
        if (weight is not { } w)
        {
            return;
        }

        var scale = w * (1 + (2 * Options.ZLoss * normaliser)) / sum;
        TensorPrimitives.Multiply(x, (float)scale, x);
        if (Options.LabelSmoothing > 0)
        {
            TensorPrimitives.Subtract(x, (float)(w * Options.LabelSmoothing / x.Length), x);
        }

        for (var k = targets.Starts[place]; k < targets.Starts[place + 1]; k++)
        {
            x[targets.Ids[k]] -= (float)(w * (1 - Options.LabelSmoothing) * targets.Weights[k]);
        }
    });
}
