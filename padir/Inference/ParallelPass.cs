using Gmlm.Padir.T5;
using TorchSharp;
using static TorchSharp.torch;

namespace Gmlm.Padir.Inference;

/// <summary>
/// The decoder at all positions at once, as <see cref="T5Network.Decode"/> in parallel mode, from prepared weights. Attention biases and
/// the maps of positional attention depend on sources and lengths alone, and are kept from one iteration to the next.
/// </summary>
/// <param name="network">The network in evaluation mode.</param>
/// <param name="weights">The network's prepared weights. The caller keeps them.</param>
internal sealed class ParallelPass(T5Network network, PreparedWeights weights) : IDisposable
{
    private EncodedSource? _source;
    private int[] _lengths = [];
    private SourceAttention? _attention;
    private AllPositions? _self;

    /// <summary>Returns the states before the last norm, (B·L, d). The caller disposes of them.</summary>
    /// <param name="source">One row for each sequence. The caller keeps it.</param>
    /// <param name="lengths">The number of tokens of each sequence.</param>
    /// <param name="ids">The sequences with padding, int64 (B, L).</param>
    /// <param name="added">Further tokens whose embeddings are added to some inputs; null for none.</param>
    public Tensor States(EncodedSource source, int[] lengths, Tensor ids, AddedTokens? added = null)
    {
        var length = ids.shape[1];
        Prepare(source, lengths, (int)length);
        using var flat = ids.flatten();
        var x = weights.Embed(flat);
        if (added is not null)
        {
            weights.AddTo(x, added);
        }

        new FastBlocks(weights, network.Config).Decoder(x, lengths.Length * length, _self!, _attention!);
        return x;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _attention?.Dispose();
        _self?.Dispose();
        (_attention, _self, _source) = (null, null, null);
    }

    private void Prepare(EncodedSource source, int[] lengths, int length)
    {
        if (source == _source && lengths.SequenceEqual(_lengths))
        {
            return;
        }

        Dispose();
        (_source, _lengths) = (source, lengths);
        using var scope = NewDisposeScope();
        _attention = new SourceAttention(network.Config, source, length, leaveOpen: true).DetachFromDisposeScope();
        var maps = weights.PositionMaps?.Of(lengths);
        _self = new AllPositions(network.Decoder.Positions, network.Config, lengths.Length, length, Hidden(lengths, length), maps: maps);
    }

    // Null if all lengths are equal, since then no position is padding.
    private Tensor? Hidden(int[] lengths, int length)
    {
        if (lengths.All(each => each == length))
        {
            return null;
        }

        var visible = tensor([.. lengths.SelectMany(each => Enumerable.Range(0, length).Select(i => i < each))], device: network.Device)
            .view(lengths.Length, length);
        return AttentionMask.Padding(visible);
    }
}
