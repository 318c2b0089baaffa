using System.Runtime.InteropServices;
using Gmlm.Padir.Inference;
using Gmlm.Padir.T5;
using TorchSharp;
using static TorchSharp.torch;

namespace Gmlm.Padir.Decoding;

/// <summary>
/// A network as the model of the decoding loop. The sources are encoded once, each call runs the decoder once, and only the states at
/// queried positions are multiplied with the output matrix.
/// </summary>
public sealed class NetworkDecodingModel : IDecodingModel, IDisposable
{
    private readonly T5Network _network;
    private readonly EncodedSource _source;
    private readonly RejecterHead? _rejecter;
    private readonly PreparedWeights _weights;
    private readonly bool _owned;
    private readonly ParallelPass _pass;
    private readonly Func<IReadOnlyList<DecodingQuery>, long, AddedTokens>? _canvas;
    private readonly CancellationToken _cancel;
    private int[] _rows = [];
    private EncodedSource? _selected;

    /// <summary>Makes a model of the given sources.</summary>
    /// <param name="network">The network in evaluation mode.</param>
    /// <param name="source">The encoded sources. The caller keeps them.</param>
    /// <param name="rejecter">The learned rejecter; null if the model has none.</param>
    public NetworkDecodingModel(
        T5Network network, EncodedSource source, RejecterHead? rejecter = null) : this(network, source, rejecter, null)
    {
    }

    /// <summary>
    /// Makes a model of the given sources from prepared weights, which the caller keeps. <paramref name="cancel"/> stops between two
    /// network evaluations. <paramref name="canvas"/> returns, for a batch of queries and its largest number of positions, the tokens that
    /// are added at masked cells.
    /// </summary>
    internal NetworkDecodingModel(
        T5Network network,
        EncodedSource source,
        RejecterHead? rejecter,
        PreparedWeights? weights,
        Func<IReadOnlyList<DecodingQuery>, long, AddedTokens>? canvas = null,
        CancellationToken cancel = default)
    {
        (_network, _source, _rejecter, _canvas, _cancel) = (network, source, rejecter, canvas, cancel);
        (_weights, _owned) = (weights ?? new PreparedWeights(network), weights is null);
        _pass = new ParallelPass(network, _weights);
    }

    /// <inheritdoc/>
    public int VocabularySize => _network.Config.VocabularySize;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">An id is not in the vocabulary, or a sequence is longer than the network allows.</exception>
    public void Logits(IReadOnlyList<DecodingQuery> batch, LogitsReader read)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(read);
        _cancel.ThrowIfCancellationRequested();
        using var inference = inference_mode();
        using var scope = NewDisposeScope();
        var (logits, correctness) = Compute(batch);
        read(MemoryMarshal.Cast<byte, float>(logits.bytes), correctness);
    }

    /// <summary>Disposes of the tensors made for the sources.</summary>
    public void Dispose()
    {
        _pass.Dispose();
        _selected?.Dispose();
        _selected = null;
        if (_owned)
        {
            _weights.Dispose();
        }
    }

    private (Tensor Logits, float[] Correctness) Compute(IReadOnlyList<DecodingQuery> batch)
    {
        var ids = TokenRows.ToTensor([.. batch.Select(query => query.Tokens)], _network.Config, _network.Device); // (B, L)
        var length = ids.shape[1];
        long[] asked = [.. batch.SelectMany((query, row) => query.Positions.Select(i => (row * length) + i))];
        var index = tensor(asked, device: _network.Device);
        var added = _canvas?.Invoke(batch, length);
        // (n, d)
        var states = _pass.States(Select(batch), [.. batch.Select(query => query.Tokens.Count)], ids, added).index_select(0, index);
        return (_weights.Logits(states, asked.Length).to(ScalarType.Float32).cpu().contiguous(), Correctness(states));
    }

    // ln p(correct), (n); empty without a rejecter.
    private float[] Correctness(Tensor states)
    {
        if (_rejecter is null)
        {
            return [];
        }

        var normed = _weights.Normalise(states).mul_(_weights.DecoderScale);
        return nn.functional.logsigmoid(_rejecter.Forward(normed)).to(ScalarType.Float32).cpu().data<float>().ToArray();
    }

    // The rows change only when a sequence leaves the batch, so that the selection is kept between calls.
    private EncodedSource Select(IReadOnlyList<DecodingQuery> batch)
    {
        int[] rows = [.. batch.Select(query => query.Source)];
        if (rows.SequenceEqual(Enumerable.Range(0, _source.Rows)))
        {
            return _source;
        }

        if (_selected is null || !rows.SequenceEqual(_rows))
        {
            var selected = _source.SelectRows(tensor(rows.Select(row => (long)row).ToArray(), device: _network.Device));
            _selected?.Dispose();
            _selected = selected.DetachFromDisposeScope();
            _rows = rows;
        }

        return _selected;
    }
}
