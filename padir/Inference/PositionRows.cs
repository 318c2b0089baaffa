using Gmlm.Padir.T5;
using TorchSharp;
using static TorchSharp.torch;

namespace Gmlm.Padir.Inference;

/// <summary>
/// The bias of self-attention and the maps of positional attention for causal decoding. Both depend on positions alone, and are made once
/// for all steps. The bias depends only on the distance of query and key. One row, that of the last position, is therefore stored, and the
/// bias of an earlier position is the end of this row.
/// </summary>
internal sealed class PositionRows : IDisposable
{
    private readonly int _heads;
    private readonly int _capacity;
    private readonly Tensor _bias;                // (1, H, 1, T)
    private readonly IReadOnlyList<Tensor> _maps; // (1, H, T, T) each; none without positional attention
    private Tensor? _repeated;                    // (R·H, 1, T)
    private long _rows;

    public PositionRows(T5Network network, int capacity)
    {
        using var scope = NewDisposeScope();
        var decoder = network.Decoder;
        (_heads, _capacity) = (network.Config.Heads, capacity);
        _bias = decoder.Positions.Forward(1, capacity, bidirectional: false).MoveToOuterDisposeScope();
        if (decoder.AbsolutePositions is not { } absolute)
        {
            _maps = [];
            return;
        }

        var positions = absolute.narrow(0, 0, capacity).unsqueeze(0); // (1, T, d)
        var bias = decoder.Positions.Forward(capacity, capacity, bidirectional: false);
        _maps = [.. decoder.Layers.Select(layer => layer.Positional!.Map(positions, bias).MoveToOuterDisposeScope())];
    }

    /// <summary>Returns the bias at a position, (R·H, 1, position + 1).</summary>
    public Tensor Bias(int position, long rows)
    {
        if (_repeated is null || rows != _rows)
        {
            _repeated?.Dispose();
            (_repeated, _rows) = (Repeat(_bias, rows), rows);
        }

        return _repeated.narrow(2, _capacity - 1 - position, position + 1);
    }

    /// <summary>Returns a layer's map of positional attention at a position, (R·H, 1, position + 1).</summary>
    public Tensor Map(int layer, int position, long rows)
    {
        using var row = _maps[layer].narrow(2, position, 1);
        using var seen = row.narrow(3, 0, position + 1);
        return Repeat(seen, rows);
    }

    public void Dispose()
    {
        _bias.Dispose();
        _repeated?.Dispose();
        foreach (var map in _maps)
        {
            map.Dispose();
        }
    }

    private Tensor Repeat(Tensor row, long rows)
    {
        using var repeated = row.expand(rows, -1, -1, -1);
        return repeated.reshape(rows * _heads, 1, -1);
    }
}
