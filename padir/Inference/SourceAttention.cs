using Gmlm.Padir.T5;
using TorchSharp;
using static TorchSharp.torch;

namespace Gmlm.Padir.Inference;

/// <summary>
/// Cross-attention to S sources. Each source has B rows, the hypotheses of its beam or the positions of its target. They are B queries to
/// the same keys and values, which are stored once.
/// </summary>
internal sealed class SourceAttention : IDisposable
{
    private readonly T5Config _config;
    private readonly int _queries;
    private bool _owned;
    private EncodedSource _source;
    private Tensor[] _keys = [];   // (S·H, d_kv, s) each
    private Tensor[] _values = []; // (S·H, s, d_kv) each
    private Tensor? _bias;         // (S·H, 1, s)
    private long _rows;            // S·B·H

    /// <summary>Prepares the keys and values of sources.</summary>
    /// <param name="config">The network's configuration.</param>
    /// <param name="source">S encoded sources.</param>
    /// <param name="queries">B, the number of rows of each source.</param>
    /// <param name="leaveOpen">Whether the caller keeps the source; otherwise this object disposes of it.</param>
    public SourceAttention(T5Config config, EncodedSource source, int queries, bool leaveOpen = false)
    {
        (_config, _queries, _source, _owned) = (config, queries, source, !leaveOpen);
        View();
    }

    /// <summary>Attends with a layer's queries (S·B, H·d_kv) to the sources, and returns the attended values, (S·B, H·d_kv).</summary>
    public Tensor Attend(int layer, Tensor query)
    {
        if (_queries == 1)
        {
            using var one = query.view(-1, 1, _config.HeadWidth); // (S·H, 1, d_kv)
            using var value = FewRowsAttention.Attend(one, _keys[layer], _values[layer], _bias, _rows);
            return value.view(-1, _config.InnerWidth);
        }

        using var rows = query.view(-1, _queries, _config.Heads, _config.HeadWidth);
        using var heads = rows.transpose(1, 2);                        // (S, H, B, d_kv)
        using var several = heads.reshape(-1, _queries, _config.HeadWidth); // (S·H, B, d_kv)
        using var values = FewRowsAttention.Attend(several, _keys[layer], _values[layer], _bias, _rows);
        using var split = values.view(-1, _config.Heads, _queries, _config.HeadWidth);
        using var back = split.transpose(1, 2); // (S, B, H, d_kv)
        return back.reshape(-1, _config.InnerWidth);
    }

    /// <summary>Keeps only these sources, in this order.</summary>
    public void Select(Tensor sources)
    {
        var selected = _source.SelectRows(sources);
        Dispose();
        (_source, _owned) = (selected, true);
        View();
    }

    /// <summary>Takes the tensors out of every dispose scope.</summary>
    public SourceAttention DetachFromDisposeScope()
    {
        foreach (var tensor in _keys.Concat(_values).Append(_bias))
        {
            tensor?.DetachFromDisposeScope();
        }

        return this;
    }

    public void Dispose()
    {
        foreach (var tensor in _keys.Concat(_values))
        {
            tensor.Dispose();
        }

        _bias?.Dispose();
        if (_owned)
        {
            _source.Dispose();
        }
    }

    private void View()
    {
        using var scope = NewDisposeScope();
        _keys =
        [
            .. Enumerable.Range(0, _config.DecoderLayers)
                .Select(i => _source[i].Key.flatten(0, 1).transpose(1, 2).MoveToOuterDisposeScope()),
        ];
        _values = [.. Enumerable.Range(0, _config.DecoderLayers).Select(i => _source[i].Value.flatten(0, 1).MoveToOuterDisposeScope())];

        _rows = (long)_source.Rows * _queries * _config.Heads;

        // A single source, and sources of one length, have no padding. They need no bias.
        var padded = !_source.Visible.all().item<bool>();
        _bias = padded ? _source.Bias.expand(-1, _config.Heads, -1, -1).flatten(0, 1).MoveToOuterDisposeScope() : null;
    }
}
