using Gmlm.Padir.Runtime;
using Gmlm.Padir.T5;
using static TorchSharp.torch;

namespace Gmlm.Padir.Inference;

/// <summary>
/// The layers of encoder and decoder, applied in place to rows of states (R, d): the formulas of <see cref="EncoderLayer"/> and
/// <see cref="DecoderLayer"/> without gradients. With few rows the time of a pass grows with the number of operators called, whatever their
/// size. The layers therefore call few operators, and read from <see cref="PreparedWeights"/> what can be computed once.
/// </summary>
/// <param name="weights">The network's prepared weights.</param>
/// <param name="config">The network's configuration.</param>
internal readonly struct FastBlocks(PreparedWeights weights, T5Config config)
{
    /// <summary>All encoder layers: self-attention, feed-forward.</summary>
    /// <param name="x">(R, d).</param>
    /// <param name="rows">R. The caller passes it, because reading a tensor's shape takes as long as a small product.</param>
    /// <param name="self">How rows attend to their own sequence.</param>
    public void Encoder(Tensor x, long rows, ISelfAttention self)
    {
        for (var layer = 0; layer < weights.Encoder.Count; layer++)
        {
            var block = weights.Encoder[layer];
            AddSelf(x, block, self, layer, rows);
            AddFeedForward(x, block, rows);
        }
    }

    /// <summary>
    /// All decoder layers: self-attention, positional attention where the network has it, attention to the source, feed-forward.
    /// </summary>
    /// <param name="x">(R, d).</param>
    /// <param name="rows">R.</param>
    /// <param name="self">The self-attention of the rows.</param>
    /// <param name="source">The sources, for cross-attention.</param>
    public void Decoder(Tensor x, long rows, ISelfAttention self, SourceAttention source)
    {
        for (var layer = 0; layer < weights.Decoder.Count; layer++)
        {
            var block = weights.Decoder[layer];
            AddSelf(x, block, self, layer, rows);
            if (block.PositionalValue is not null)
            {
                AddPositional(x, block, self, layer, rows);
            }

            AddCross(x, block, source, layer, rows);
            AddFeedForward(x, block, rows);
        }
    }

    private void AddSelf(Tensor x, PreparedBlock block, ISelfAttention self, int layer, long rows)
    {
        using var normed = weights.Normalise(x);
        using var projected = block.QueryKeyValue.Times(normed, rows);
        using var attended = self.Attend(layer, projected);
        block.SelfOutput.AddTo(x, attended, rows);
    }

    private static void AddPositional(Tensor x, PreparedDecoderBlock block, ISelfAttention self, int layer, long rows)
    {
        using var projected = block.PositionalValue!.Times(x, rows);
        using var attended = self.AttendByPosition(layer, projected);
        block.PositionalOutput!.AddTo(x, attended, rows);
    }

    private void AddCross(Tensor x, PreparedDecoderBlock block, SourceAttention source, int layer, long rows)
    {
        using var normed = weights.Normalise(x);
        using var query = block.CrossQuery.Times(normed, rows);
        using var attended = source.Attend(layer, query);
        block.CrossOutput.AddTo(x, attended, rows);
    }

    private void AddFeedForward(Tensor x, PreparedBlock block, long rows)
    {
        using var normed = weights.Normalise(x);
        using var projected = block.Input.Times(normed, rows);
        using var inner = FeedForward.Activate(projected, config.FeedForward); // (R, d_ff)
        block.Output.AddTo(x, inner, rows);
    }
}
