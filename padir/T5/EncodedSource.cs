using TorchSharp;
using static TorchSharp.torch;

namespace Gmlm.Padir.T5;

/// <summary>
/// A batch of encoded sources, for any number of decoder runs. <see cref="T5Network.Encode"/> makes it. Its tensors belong to the dispose
/// scope that it was made in; <see cref="MoveToOuterDisposeScope"/> takes them out of the scope, and <see cref="Dispose"/> frees them
/// before its end.
/// </summary>
public sealed class EncodedSource : IDisposable
{
    private readonly KeyValue[] _layers;

    internal EncodedSource(Tensor states, Tensor visible, Tensor bias, KeyValue[] layers) =>
        (States, Visible, Bias, _layers) = (states, visible, bias, layers);

    /// <summary>The encoder's last states, (B, S, d).</summary>
    public Tensor States { get; }

    /// <summary>Whether each position is a token and not padding, bool (B, S).</summary>
    public Tensor Visible { get; }

    /// <summary>B, the number of rows of the batch.</summary>
    public int Rows => (int)States.shape[0];

    internal Tensor Bias { get; } // (B, 1, 1, S)

    internal KeyValue this[int layer] => _layers[layer];

    private IEnumerable<Tensor> All =>
        _layers.SelectMany(layer => new[] { layer.Key, layer.Value }).Append(States).Append(Visible).Append(Bias);

    /// <summary>
    /// Returns a selection of the rows, in its order; a row may occur more than once. It serves candidates of several lengths, and batches
    /// that finished candidates leave.
    /// </summary>
    public EncodedSource SelectRows(Tensor rows) => new(
        States.index_select(0, rows), Visible.index_select(0, rows), Bias.index_select(0, rows),
        [.. _layers.Select(layer => new KeyValue(layer.Key.index_select(0, rows), layer.Value.index_select(0, rows)))]);

    /// <summary>Moves the tensors from the current dispose scope into the outer one.</summary>
    public EncodedSource MoveToOuterDisposeScope()
    {
        foreach (var tensor in All)
        {
            tensor.MoveToOuterDisposeScope();
        }

        return this;
    }

    /// <summary>Takes the tensors out of every dispose scope, so that only <see cref="Dispose"/> frees them.</summary>
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
