using Gmlm.Padir.T5;
using TorchSharp;
using static TorchSharp.torch;

namespace Gmlm.Padir.Inference;

/// <summary>
/// The decoder over all positions at once, from prepared weights: what <see cref="T5Network.Decode"/> does in parallel mode. What depends
/// on the sources and on the lengths alone, as the maps of positional attention do, is kept from one iteration to the next.
/// </summary>
/// <param name="network">In evaluation mode.</param>
/// <param name="weights">Its weights; stay the caller's.</param>
internal sealed class ParallelPass(T5Network network, PreparedWeights weights) : IDisposable
{
    private EncodedSource? _source;
    private int[] _lengths = [];
    private SourceAttention? _attention;
    private AllPositions? _self;

    /// <summary>States before the last norm, (B·L, d), the caller's.</summary>
    /// <param name="source">A row per sequence; stays the caller's.</param>
    /// <param name="lengths">How many tokens each sequence has.</param>
    /// <param name="ids">The sequences, int64 (B, L).</param>
    /// <param name="added">Further tokens whose embeddings are added to some inputs; null: none.</param>
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

    // Null where all lengths are the same.
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
