using System.Numerics.Tensors;

namespace Gmlm.Padir.Autoregressive;

/// <summary>A hypothesis' row, the token that continues it, and ln p of the continued hypothesis.</summary>
internal readonly record struct Continuation(int Row, int Token, double LogProbability);

/// <summary>Keeps the most probable continuations of a source's open hypotheses; of equally probable ones the first offered.</summary>
internal sealed class TopContinuations(int count)
{
    private const int Block = 64;

    private readonly PriorityQueue<Continuation, double> _kept = new(); // The least probable first.
    private float[] _exponentials = [];

    /// <summary>Offers every token after a hypothesis: ln p = ln p(hypothesis) + logit − ln Σ exp(logits).</summary>
    public void Offer(int row, double logProbability, ReadOnlySpan<float> logits)
    {
        var offset = logProbability - Normaliser(logits);
        for (var start = 0; start < logits.Length; start += Block)
        {
            var block = logits.Slice(start, Math.Min(Block, logits.Length - start));

            // Most blocks hold no candidate. Their maximum shows this faster than comparing every value.
            if (_kept.Count < count || offset + TensorPrimitives.Max(block) > Least)
            {
                Offer(row, start, offset, block);
            }
        }
    }

    /// <summary>Removes and returns the continuations that are kept, the most probable first.</summary>
    public Continuation[] Take()
    {
        Continuation[] taken = [.. _kept.UnorderedItems.Select(item => item.Element)];
        _kept.Clear();
        return [.. taken.OrderByDescending(item => item.LogProbability).ThenBy(item => item.Row).ThenBy(item => item.Token)];
    }

    private double Least => _kept.Peek().LogProbability;

    private void Offer(int row, int start, double offset, ReadOnlySpan<float> block)
    {
        for (var i = 0; i < block.Length; i++)
        {
            var continuation = new Continuation(row, start + i, offset + block[i]);
            if (_kept.Count < count)
            {
                _kept.Enqueue(continuation, continuation.LogProbability);
            }
            else if (continuation.LogProbability > Least)
            {
                _kept.DequeueEnqueue(continuation, continuation.LogProbability);
            }
        }
    }

    // ln Σ exp(logits)
    private double Normaliser(ReadOnlySpan<float> logits)
    {
        Array.Resize(ref _exponentials, logits.Length);
        var most = TensorPrimitives.Max(logits);
        if (!float.IsFinite(most))
        {
            throw new InvalidOperationException($"The largest logit of a position is {most}.");
        }

        TensorPrimitives.Subtract(logits, most, _exponentials);
        TensorPrimitives.Exp<float>(_exponentials, _exponentials);
        return most + Math.Log(TensorPrimitives.Sum<float>(_exponentials));
    }
}
