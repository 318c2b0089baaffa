using System.Runtime.InteropServices;
using Gmlm.Padir.Model;
using TorchSharp;
using static TorchSharp.torch;

namespace Gmlm.Padir.Decoding;

/// <summary>
/// A network as the decoding loop asks it: the sources are encoded once, the decoder runs once per call, and only the positions asked for go through the
/// vocabulary's matrix. One dispose scope per call.
/// </summary>
/// <param name="network">In evaluation mode.</param>
/// <param name="source">The encoded sources; stays the caller's.</param>
/// <param name="rejecter">Says how likely each word is right, where there is one.</param>
public sealed class NetworkDecodingModel(T5Network network, EncodedSource source, RejecterHead? rejecter = null) : IDecodingModel, IDisposable
{
    private int[] _rows = [];
    private EncodedSource? _selected;

    /// <inheritdoc/>
    public int VocabularySize => network.Config.VocabularySize;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">An id is not in the vocabulary, or a sequence is longer than the network allows.</exception>
    public void Logits(IReadOnlyList<DecodingQuery> batch, LogitsReader read)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(read);
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var ids = TokenRows.ToTensor([.. batch.Select(query => query.Tokens)], network.Config, network.Device); // (B, L)
        var states = network.Decode(Select(batch), ids, DecoderMode.Parallel).States; // (B, L, d)
        var length = ids.shape[1];
        long[] asked = [.. batch.SelectMany((query, row) => query.Positions.Select(i => (row * length) + i))];
        var wanted = states.reshape(-1, network.Config.Width).index_select(0, tensor(asked, device: network.Device)); // (n, d)
        var logits = network.Logits(wanted).to(ScalarType.Float32).cpu().contiguous(); // (n, V)
        var rightness = rejecter is null ? [] : nn.functional.logsigmoid(rejecter.Forward(wanted)).to(ScalarType.Float32).cpu().data<float>().ToArray(); // (n)
        read(MemoryMarshal.Cast<byte, float>(logits.bytes), rightness);
    }

    /// <summary>Disposes of the selected sources.</summary>
    public void Dispose()
    {
        _selected?.Dispose();
        _selected = null;
    }

    // Rows change only when a sequence leaves the batch.
    private EncodedSource Select(IReadOnlyList<DecodingQuery> batch)
    {
        int[] rows = [.. batch.Select(query => query.Source)];
        if (rows.SequenceEqual(Enumerable.Range(0, source.Rows)))
        {
            return source;
        }

        if (_selected is null || !rows.SequenceEqual(_rows))
        {
            var selected = source.SelectRows(tensor(rows.Select(row => (long)row).ToArray(), device: network.Device));
            _selected?.Dispose();
            _selected = selected.DetachFromDisposeScope();
            _rows = rows;
        }

        return _selected;
    }
}
