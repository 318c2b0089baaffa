using Gmlm.Padir.T5;
using static TorchSharp.torch;

namespace Gmlm.Padir.Inference;

/// <summary>
/// Causal self-attention at the next position of R sequences, one a row. The position attends to itself and to the earlier positions, whose
/// keys and values are kept. Memory is allocated as the sequences grow.
/// </summary>
internal sealed class NextPosition : ISelfAttention, IDisposable
{
    private const int FirstCapacity = 16;

    private readonly T5Network _network;
    private readonly int _heads;
    private readonly int _width;
    private readonly int _longest;
    private readonly GrowingCache[] _caches;
    private readonly GrowingCache[] _positional; // values alone; empty without positional attention
    private PositionRows _positions;
    private Tensor? _bias; // of this position, (R·H, 1, t)
    private int _capacity;
    private int _length;
    private long _rows;

    /// <summary>Prepares empty sequences.</summary>
    /// <param name="network">The network. The caller keeps it.</param>
    /// <param name="rows">R, the number of sequences.</param>
    /// <param name="longest">The largest number of positions.</param>
    public NextPosition(T5Network network, long rows, int longest)
    {
        var config = network.Config;
        (_network, _rows, _longest, _heads, _width) = (network, rows, longest, config.Heads, config.HeadWidth);
        _capacity = Math.Min(FirstCapacity, longest);
        _positions = new PositionRows(network, _capacity);
        GrowingCache Cache(int parts) => new(parts, rows, config.Heads, _capacity, config.HeadWidth, network.Device);
        GrowingCache[] Caches(int parts) => [.. Enumerable.Range(0, config.DecoderLayers).Select(_ => Cache(parts))];
        _caches = Caches(2);
        _positional = config.PositionalAttention ? Caches(1) : [];
    }

    /// <summary>Must be called before a pass. Makes room for the pass's position.</summary>
    public void Begin()
    {
        if (_length == _capacity)
        {
            Grow();
        }

        _bias = _positions.Bias(_length, _rows);
    }

    /// <summary>Must be called after a pass. Counts the pass's position among the earlier ones.</summary>
    public void End()
    {
        _bias?.Dispose();
        _bias = null;
        _length++;
    }

    /// <inheritdoc/>
    public Tensor Attend(int layer, Tensor projected)
    {
        var cache = _caches[layer];
        using var parts = projected.view(_rows, 3, _heads, _width);
        using var keyValue = parts.narrow(1, 1, 2);
        cache.Write(_length, keyValue);
        using var first = parts.select(1, 0);
        using var query = first.reshape(-1, 1, _width); // (R·H, 1, d_kv)
        using var keys = cache.Keys(_length + 1);
        using var values = cache.Values(_length + 1);
        using var attended = FewRowsAttention.Attend(query, keys, values, _bias, _rows * _heads);
        return attended.view(_rows, -1);
    }

    /// <inheritdoc/>
    public Tensor AttendByPosition(int layer, Tensor projected)
    {
        using var added = projected.view(_rows, 1, _heads, _width);
        _positional[layer].Write(_length, added);
        using var map = _positions.Map(layer, _length, _rows); // (R·H, 1, t)
        using var values = _positional[layer].Values(_length + 1);
        using var attended = map.bmm(values);
        return attended.view(_rows, -1);
    }

    /// <summary>Replaces the rows by a selection of them, in which a row may occur more than once.</summary>
    /// <param name="rows">The indices of the selected rows, int64.</param>
    /// <param name="count">The number of selected rows.</param>
    public void Select(Tensor rows, long count)
    {
        foreach (var cache in _caches.Concat(_positional))
        {
            cache.Select(rows);
        }

        _rows = count;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var cache in _caches.Concat(_positional))
        {
            cache.Dispose();
        }

        _bias?.Dispose();
        _positions.Dispose();
    }

    private void Grow()
    {
        _capacity = Math.Min(2 * _capacity, _longest);
        foreach (var cache in _caches.Concat(_positional))
        {
            cache.Grow(_capacity);
        }

        _positions.Dispose();
        _positions = new PositionRows(_network, _capacity);
    }
}
