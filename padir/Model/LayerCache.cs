using static TorchSharp.torch;

namespace Gmlm.Padir.Model;

/// <summary>Keys and values of one attention layer, (B, H, L, d_kv) each.</summary>
internal readonly record struct KeyValue(Tensor Key, Tensor Value);

/// <summary>What one decoder layer keeps of the positions decoded so far.</summary>
internal sealed class LayerCache(T5Config config, int rows, int capacity, Device device) : IDisposable
{
    public PastPositions Keys { get; } = new(config, rows, capacity, device);

    public PastPositions Values { get; } = new(config, rows, capacity, device);

    /// <summary>The values of positional attention, whose keys come from the positions alone.</summary>
    public PastPositions? PositionalValues { get; } = config.PositionalAttention ? new(config, rows, capacity, device) : null;

    public void SelectRows(Tensor rows)
    {
        Keys.SelectRows(rows);
        Values.SelectRows(rows);
        PositionalValues?.SelectRows(rows);
    }

    public void Dispose()
    {
        Keys.Dispose();
        Values.Dispose();
        PositionalValues?.Dispose();
    }
}

/// <summary>Keys, or values, of the positions so far. Room for the longest target is taken once; each call writes its positions behind the others.</summary>
internal sealed class PastPositions(T5Config config, int rows, int capacity, Device device) : IDisposable
{
    // Lives longer than the dispose scopes of the calls that fill it.
    private Tensor _room = zeros([rows, config.Heads, capacity, config.HeadWidth], device: device).DetachFromDisposeScope();
    private long _used;

    /// <summary>A view of all positions up to and with the new ones: (B, H, L, d_kv) → (B, H, t, d_kv).</summary>
    public Tensor Append(Tensor added)
    {
        _room.narrow(2, _used, added.shape[2]).copy_(added);
        _used += added.shape[2];
        return _room.narrow(2, 0, _used);
    }

    /// <summary>Keeps these rows of the batch.</summary>
    public void SelectRows(Tensor rows)
    {
        var selected = _room.index_select(0, rows).DetachFromDisposeScope();
        _room.Dispose();
        _room = selected;
    }

    public void Dispose() => _room.Dispose();
}
