using TorchSharp;
using static TorchSharp.torch;

namespace Gmlm.Padir.Inference;

/// <summary>
/// The keys and values, or values alone, that one attention layer keeps of the positions so far. The views for reading and writing are made
/// when the capacity changes, since making them at each step would cost additional operators.
/// </summary>
internal sealed class GrowingCache : IDisposable
{
    private Tensor _room = null!;  // (parts, R, H, T, d_kv)
    private Tensor _slots = null!; // (R, parts, H, T, d_kv), the layout of projections
    private Tensor[] _parts = [];  // (R·H, T, d_kv) each
    private Tensor? _keys;         // (R·H, d_kv, T)

    public GrowingCache(int parts, long rows, int heads, int capacity, int width, Device device) =>
        Take(empty([parts, rows, heads, capacity, width], device: device));

    /// <summary>Writes the keys and values (R, parts, H, d_kv) of a position.</summary>
    public void Write(int position, Tensor added)
    {
        using var slot = _slots.select(3, position);
        slot.copy_(added);
    }

    /// <summary>The keys of the first positions, (R·H, d_kv, t). The cache must hold keys.</summary>
    public Tensor Keys(int length) => _keys!.narrow(2, 0, length);

    /// <summary>The values of the first positions, (R·H, t, d_kv).</summary>
    public Tensor Values(int length) => _parts[^1].narrow(1, 0, length);

    /// <summary>Raises the capacity to this number of positions.</summary>
    public void Grow(int capacity)
    {
        var shape = _room.shape;
        shape[3] = capacity - shape[3];
        using var more = empty(shape, device: _room.device);
        Take(cat([_room, more], 3));
    }

    /// <summary>Replaces the rows by this selection, in its order.</summary>
    public void Select(Tensor rows) => Take(_room.index_select(1, rows));

    public void Dispose()
    {
        foreach (var tensor in _parts.Append(_slots).Append(_room))
        {
            tensor?.Dispose();
        }

        _keys?.Dispose();
    }

    private void Take(Tensor room)
    {
        Dispose();
        _room = room;
        _slots = room.transpose(0, 1);
        using var joined = room.flatten(1, 2);
        _parts = joined.unbind(0);
        _keys = _parts.Length > 1 ? _parts[0].transpose(1, 2) : null;
    }
}
