using TorchSharp;
using static TorchSharp.torch;

namespace Gmlm.Padir.T5;

/// <summary>
/// A batch of sources as the decoder looks at them: given once, decoded against as often as one likes. Made by
/// <see cref="T5Network.Encode"/>. Its tensors belong to
/// the dispose scope it was made in; <see cref="MoveToOuterDisposeScope"/> takes them out, <see cref="Dispose"/> gives them back early.
/// </summary>
public sealed class EncodedSource : IDisposable
{
    private readonly KeyValue[] _layers;

    internal EncodedSource(Tensor states, Tensor visible, Tensor bias, KeyValue[] layers) =>
        (States, Visible, Bias, _layers) = (states, visible, bias, layers);

    /// <summary>The encoder's last states, (B, S, d).</summary>
    public Tensor States { get; }

    /// <summary>Which positions are no padding, bool (B, S).</summary>
    public Tensor Visible { get; }

    /// <summary>Rows of the batch.</summary>
    public int Rows => (int)States.shape[0];

    internal Tensor Bias { get; } // (B, 1, 1, S)

    internal KeyValue this[int layer] => _layers[layer];

    private IEnumerable<Tensor> All =>
        _layers.SelectMany(layer => new[] { layer.Key, layer.Value }).Append(States).Append(Visible).Append(Bias);

    /// <summary>
    /// These rows, in this order, any of them more than once: int64 (n). For candidates of several lengths, and for batches that shrink.
    /// </summary>
    public EncodedSource SelectRows(Tensor rows) => new(
        States.index_select(0, rows), Visible.index_select(0, rows), Bias.index_select(0, rows),
        [.. _layers.Select(layer => new KeyValue(layer.Key.index_select(0, rows), layer.Value.index_select(0, rows)))]);

    /// <summary>Moves the tensors out of the current dispose scope, into the one around it.</summary>
    public EncodedSource MoveToOuterDisposeScope()
    {
        foreach (var tensor in All)
        {
            tensor.MoveToOuterDisposeScope();
        }

        return this;
    }

    /// <summary>Takes the tensors out of every dispose scope: only <see cref="Dispose"/> gives them back.</summary>
    public EncodedSource DetachFromDisposeScope()
    {
        foreach (var tensor in All)
        {
            tensor.DetachFromDisposeScope();
        }

        return this;
    }

    /// <summary>Disposes of the tensors.</summary>
    public void Dispose()
    {
        foreach (var tensor in All)
        {
            tensor.Dispose();
        }
    }
}
