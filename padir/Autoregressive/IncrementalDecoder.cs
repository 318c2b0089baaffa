using Gmlm.Padir.Inference;
using Gmlm.Padir.T5;
using static TorchSharp.torch;

namespace Gmlm.Padir.Autoregressive;

/// <summary>
/// The causal decoder, evaluated at one position of every row at a time from prepared weights. It keeps the keys and values of the
/// earlier positions.
/// </summary>
internal sealed class IncrementalDecoder : IStepModel, IDisposable
{
    private readonly T5Network _network;
    private readonly PreparedWeights _weights;
    private readonly SourceAttention _source;
    private readonly NextPosition _self;
    private readonly CancellationToken _cancel;
    private long _rows;

    /// <summary>
    /// Makes a decoder that owns the source; the caller keeps the weights. Memory is allocated as targets grow, up to the longest.
    /// <paramref name="cancel"/> stops between two steps.
    /// </summary>
    public IncrementalDecoder(
        T5Network network, PreparedWeights weights, EncodedSource source, int beam, int longest, CancellationToken cancel = default)
    {
        (_network, _weights, _cancel) = (network, weights, cancel);
        _source = new SourceAttention(network.Config, source, beam);
        _rows = (long)source.Rows * beam;
        _self = new NextPosition(network, _rows, longest);
    }

    /// <inheritdoc/>
    public Tensor Next(long[] ids)
    {
        _cancel.ThrowIfCancellationRequested();
        _self.Begin();
        using var x = _weights.Embed(ids); // (R, d)
        new FastBlocks(_weights, _network.Config).Decoder(x, _rows, _self, _source);
        _self.End();
        return _weights.Logits(x, _rows);
    }

    /// <inheritdoc/>
    public void Select(long[] rows, long[]? sources)
    {
        using var index = tensor(rows, device: _network.Device);
        _self.Select(index, rows.Length);
        _rows = rows.Length;
        if (sources is not null)
        {
            using var kept = tensor(sources, device: _network.Device);
            _source.Select(kept);
        }
    }

    public void Dispose()
    {
        _self.Dispose();
        _source.Dispose();
    }
}
