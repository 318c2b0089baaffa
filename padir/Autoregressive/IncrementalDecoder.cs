using Gmlm.Padir.Inference;
using Gmlm.Padir.Model;
using TorchSharp;
using static TorchSharp.torch;

namespace Gmlm.Padir.Autoregressive;

/// <summary>
/// The causal decoder, one position at a time: the formula of <see cref="DecoderLayer"/> for rows of a single position (R, d), with what can be done before the
/// first step done there. At these sizes a step is a matter of how many operations there are; so the state is added to in place, and nothing is asked twice.
/// </summary>
internal sealed class IncrementalDecoder : IStepModel, IDisposable
{
    private const int FirstCapacity = 16;

    private readonly T5Network _network;
    private readonly PreparedWeights _weights;
    private readonly SourceAttention _source;
    private readonly GrowingCache[] _caches;
    private readonly GrowingCache[] _positional;
    private readonly int _longest;
    private readonly T5Config _config;
    private readonly CancellationToken _cancel;
    private PositionRows _positions;
    private int _capacity;
    private int _length;
    private long _rows;

    /// <summary>
    /// The source becomes this object's; the weights stay the caller's. Room is made as targets grow, up to the longest.
    /// <paramref name="cancel"/> stops between two steps.
    /// </summary>
    public IncrementalDecoder(
        T5Network network, PreparedWeights weights, EncodedSource source, int beam, int longest, CancellationToken cancel = default)
    {
        (_network, _weights, _config, _longest, _cancel) = (network, weights, network.Config, longest, cancel);
        _source = new SourceAttention(_config, source, beam);
        _rows = (long)source.Rows * beam;
        _capacity = Math.Min(FirstCapacity, longest);
        _positions = new PositionRows(network, _capacity);
        GrowingCache[] Caches(int parts) => [.. weights.Decoder.Select(_ => new GrowingCache(parts, _rows, _config.Heads, _capacity, _config.HeadWidth, network.Device))];
        _caches = Caches(2);
        _positional = _config.PositionalAttention ? Caches(1) : [];
    }

    /// <inheritdoc/>
    public Tensor Next(long[] ids)
    {
        _cancel.ThrowIfCancellationRequested();
        if (_length == _capacity)
        {
            Grow();
        }

        using var x = _weights.Embed(ids); // (R, d)
        using var bias = _positions.Bias(_length, _rows);
        for (var i = 0; i < _caches.Length; i++)
        {
            var weights = _weights.Decoder[i];
            AddSelf(x, weights, _caches[i], bias);
            if (_config.PositionalAttention)
            {
                AddPositional(x, weights, i);
            }

            BlockPass.AddCross(x, _weights, weights, _source, i, _rows);
            BlockPass.AddFeedForward(x, _weights, weights, _rows, _config.FeedForward);
        }

        _length++;
        return _weights.Logits(x, _rows);
    }

    /// <inheritdoc/>
    public void Select(long[] rows, long[]? sources)
    {
        using var index = tensor(rows, device: _network.Device);
        foreach (var cache in _caches.Concat(_positional))
        {
            cache.Select(index);
        }

        _rows = rows.Length;
        if (sources is not null)
        {
            using var kept = tensor(sources, device: _network.Device);
            _source.Select(kept);
        }
    }

    public void Dispose()
    {
        foreach (var cache in _caches.Concat(_positional))
        {
            cache.Dispose();
        }

        _source.Dispose();
        _positions.Dispose();
    }

    private void AddSelf(Tensor x, PreparedDecoderBlock weights, GrowingCache cache, Tensor bias)
    {
        using var normed = _weights.Normalise(x);
        using var projected = weights.QueryKeyValue.Times(normed, _rows);
        using var parts = projected.view(_rows, 3, _config.Heads, _config.HeadWidth);
        using var keyValue = parts.narrow(1, 1, 2);
        cache.Write(_length, keyValue);
        using var first = parts.select(1, 0);
        using var query = first.reshape(-1, 1, _config.HeadWidth); // (R·H, 1, d_kv)
        using var keys = cache.Keys(_length + 1);
        using var values = cache.Values(_length + 1);
        using var attended = FewRowsAttention.Attend(query, keys, values, bias, _rows * _config.Heads);
        using var heads = attended.view(_rows, -1);
        weights.SelfOutput.AddTo(x, heads, _rows);
    }

    private void AddPositional(Tensor x, PreparedDecoderBlock weights, int layer)
    {
        using var projected = weights.PositionalValue!.Times(x, _rows);
        using var added = projected.view(_rows, 1, _config.Heads, _config.HeadWidth);
        _positional[layer].Write(_length, added);
        using var map = _positions.Map(layer, _length, _rows); // (R·H, 1, t)
        using var values = _positional[layer].Values(_length + 1);
        using var attended = map.bmm(values);
        using var heads = attended.view(_rows, -1);
        weights.PositionalOutput!.AddTo(x, heads, _rows);
    }

    private void Grow()
    {
        _capacity = Math.Min(2 * _capacity, _longest);
        foreach (var cache in _caches.Concat(_positional))
        {
            cache.Grow(_capacity);
        }

        _positions.Dispose();
        _positions = new PositionRows(_network, _capacity);
    }
}
