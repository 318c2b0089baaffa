using Gmlm.Padir.Autoregressive;
using Gmlm.Padir.T5;
using TorchSharp;
using static TorchSharp.torch;

namespace Gmlm.Padir.Tests.Autoregressive;

/// <summary>
/// Runs the network over all positions at every step, without a cache and without prepared weights. It is the reference for the models that
/// have both.
/// </summary>
internal sealed class RecomputingModel(T5Network network, EncodedSource source, int beam) : IStepModel
{
    private EncodedSource _source = source.SelectRows(tensor(Enumerable.Range(0, source.Rows * beam).Select(row => (long)row / beam).ToArray()));
    private long[][] _rows = [.. Enumerable.Range(0, source.Rows * beam).Select(_ => Array.Empty<long>())];

    /// <summary>The batch size of each call.</summary>
    public List<int> Batches { get; } = [];

    public Tensor Next(long[] ids)
    {
        Batches.Add(ids.Length);
        _rows = [.. _rows.Zip(ids, (row, id) => (long[])[.. row, id])];
        using var scope = NewDisposeScope();
        var input = tensor(_rows.SelectMany(row => row).ToArray(), [_rows.Length, _rows[0].Length]);
        return network.Logits(network.Decode(_source, input, DecoderMode.Causal).States.select(1, -1)).MoveToOuterDisposeScope();
    }

    public void Select(long[] rows, long[]? sources)
    {
        _rows = [.. rows.Select(row => _rows[row])];

        // The rows of a source stay together and keep their source, so the row numbers give the sources too.
        _source = _source.SelectRows(tensor(rows));
    }
}
