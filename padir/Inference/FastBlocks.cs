using Gmlm.Padir.Runtime;
using Gmlm.Padir.T5;
using static TorchSharp.torch;

namespace Gmlm.Padir.Inference;

/// <summary>
/// The layers of encoder and decoder on rows of states (R, d), which are added to in place: the formulas of <see cref="EncoderLayer"/> and
/// <see cref="DecoderLayer"/> without gradients. For a few rows the time of a pass is that of its number of operations; so there are as
/// few as can be, and what can be computed once is in the <see cref="PreparedWeights"/>.
/// </summary>
/// <param name="weights">The network's, prepared.</param>
/// <param name="config">The network's.</param>
internal readonly struct FastBlocks(PreparedWeights weights, T5Config config)
{
    /// <summary>All encoder layers: self-attention, feed-forward.</summary>
    /// <param name="x">(R, d).</param>
    /// <param name="rows">R, which the caller knows; to ask a tensor costs as much as to multiply it.</param>
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
    /// <param name="self">How rows attend to their own sequence.</param>
    /// <param name="source">What they attend to besides.</param>
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
