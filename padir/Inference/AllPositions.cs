using Gmlm.Padir.Runtime;
using Gmlm.Padir.T5;
using TorchSharp;
using static TorchSharp.torch;

namespace Gmlm.Padir.Inference;

/// <summary>
/// Self-attention of B sequences at all their L positions at once. The rows are the positions of the first sequence, then those of
/// the next.
/// </summary>
internal sealed class AllPositions : ISelfAttention, IDisposable
{
    private readonly long _batch;
    private readonly long _length;
    private readonly long _heads;
    private readonly long _width;
    private readonly Tensor _bias;                // (B·H, L, L): bias of relative positions plus mask
    private readonly IReadOnlyList<Tensor> _maps; // positional attention, (B·H, L, L) for each layer

    /// <summary>Prepares sequences of one shape, for any number of passes.</summary>
    /// <param name="positions">The position bias of the stack.</param>
    /// <param name="config">The network's configuration.</param>
    /// <param name="batch">B.</param>
    /// <param name="length">L.</param>
    /// <param name="hidden">(B, 1, 1, L), large and negative at hidden positions; null if none is hidden.</param>
    /// <param name="bidirectional">Whether a position also attends to later ones.</param>
    /// <param name="maps">
    /// The maps of positional attention, (B·H, L, L) for each layer, which this object disposes of; empty if the network has none.
    /// </param>
    public AllPositions(
        PositionBias positions,
        T5Config config,
        long batch,
        long length,
        Tensor? hidden,
        bool bidirectional = true,
        IReadOnlyList<Tensor>? maps = null)
    {
        (_batch, _length, _heads, _width) = (batch, length, config.Heads, config.HeadWidth);
        _maps = [.. (maps ?? []).Select(map => map.DetachFromDisposeScope())];
        using var scope = NewDisposeScope();
        var bias = positions.Forward((int)length, (int)length, bidirectional); // (1, H, L, L)
        var all = hidden is null ? bias.expand(batch, -1, -1, -1) : bias.Plus(hidden);
        _bias = all.reshape(batch * config.Heads, length, length).DetachFromDisposeScope();
    }

    /// <inheritdoc/>
    public Tensor Attend(int layer, Tensor projected)
    {
        using var parts = projected.view(_batch, _length, 3, _heads, _width);
        using var ordered = parts.permute(2, 0, 3, 1, 4); // (3, B, H, L, d_kv)
        using var laid = ordered.reshape(3, _batch * _heads, _length, _width);
        using var query = laid.select(0, 0);
        using var key = laid.select(0, 1);
        using var value = laid.select(0, 2);
        using var turned = key.transpose(1, 2);
        using var attended = FewRowsAttention.Attend(query, turned, value, _bias, _batch * _heads * _length); // (B·H, L, d_kv)
        return Joined(attended);
    }

    /// <inheritdoc/>
    public Tensor AttendByPosition(int layer, Tensor projected)
    {
        using var parts = projected.view(_batch, _length, _heads, _width);
        using var ordered = parts.transpose(1, 2);
        using var values = ordered.reshape(_batch * _heads, _length, _width);
        using var attended = _maps[layer].bmm(values); // (B·H, L, d_kv)
        return Joined(attended);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _bias.Dispose();
        foreach (var map in _maps)
        {
            map.Dispose();
        }
    }

    // Concatenates the heads, (B·L, H·d_kv).
    private Tensor Joined(Tensor attended)
    {
        using var split = attended.view(_batch, _heads, _length, _width);
        using var back = split.transpose(1, 2);
        return back.reshape(_batch * _length, _heads * _width);
    }
}
