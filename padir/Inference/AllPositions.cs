using Gmlm.Padir.Runtime;
using Gmlm.Padir.T5;
using TorchSharp;
using static TorchSharp.torch;

namespace Gmlm.Padir.Inference;

/// <summary>
/// Self-attention of B sequences with all their L positions at once; the rows are the positions of the first sequence, then those of the
/// next.
/// </summary>
internal sealed class AllPositions : ISelfAttention, IDisposable
{
    private readonly long _batch;
    private readonly long _length;
    private readonly long _heads;
    private readonly long _width;
    private readonly Tensor _bias;                // (B·H, L, L): relative positions, and what is hidden
    private readonly IReadOnlyList<Tensor> _maps; // of positional attention, (B·H, L, L) for each layer

    /// <summary>Of sequences of one shape; good for any number of passes.</summary>
    /// <param name="positions">The stack's.</param>
    /// <param name="config">The network's.</param>
    /// <param name="batch">B.</param>
    /// <param name="length">L.</param>
    /// <param name="hidden">(B, 1, 1, L), large and negative where hidden; null where nothing is.</param>
    /// <param name="bidirectional">Whether a position looks at those behind it, too.</param>
    /// <param name="maps">Of positional attention, (B·H, L, L) for each layer, from now on this object's; empty where the network has
    /// none.</param>
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

    // Heads beside each other, (B·L, H·d_kv).
    private Tensor Joined(Tensor attended)
    {
        using var split = attended.view(_batch, _heads, _length, _width);
        using var back = split.transpose(1, 2);
        return back.reshape(_batch * _length, _heads * _width);
    }
}
