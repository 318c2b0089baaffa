using static TorchSharp.torch;

namespace Gmlm.Padir.Model;

/// <summary>
/// What autoregressive decoding keeps from one call to the next: every layer's keys and values so far. Made by <see cref="T5Network.NewCache"/>; its tensors
/// belong to no dispose scope, so dispose of it.
/// </summary>
public sealed class DecoderCache : IDisposable
{
    private readonly LayerCache[] _layers;

    internal DecoderCache(T5Config config, int rows, int capacity, Device device)
    {
        (Rows, Capacity) = (rows, capacity);
        _layers = [.. Enumerable.Range(0, config.DecoderLayers).Select(_ => new LayerCache(config, rows, capacity, device))];
    }

    /// <summary>Rows of the batch.</summary>
    public int Rows { get; private set; }

    /// <summary>Positions decoded so far.</summary>
    public int Length { get; private set; }

    /// <summary>The most positions it can hold.</summary>
    public int Capacity { get; }

    internal LayerCache this[int layer] => _layers[layer];

    /// <summary>Keeps these rows of the batch, in this order: int64 (n).</summary>
    public void SelectRows(Tensor rows)
    {
        using var noGradient = no_grad();
        foreach (var layer in _layers)
        {
            layer.SelectRows(rows);
        }

        Rows = (int)rows.shape[0];
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        foreach (var layer in _layers)
        {
            layer.Dispose();
        }
    }

    internal void Advance(int positions) => Length += positions;
}
