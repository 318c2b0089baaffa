using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Gmlm.Padir.T5;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;
using Tensor = TorchSharp.torch.Tensor;

namespace Gmlm.Padir.Tests.Autoregressive;

/// <summary>
/// The reference for the decoder's latency: greedy steps with the fewest libtorch operations that we know of, for one shape (ReLU, tied
/// embeddings, no padding, room for all positions), in one method, without checks, scopes or sequences that end. It shares no code with the
/// decoder; the weights are read by their names.
/// </summary>
internal sealed class HandWrittenSteps : IDisposable
{
    private readonly int _batch, _heads, _width, _headWidth, _vocabulary, _steps;
    private readonly Layer[] _layers;
    private readonly Tensor _embedding, _columns, _finalScale, _rootEpsilon, _bias;
    private readonly long[] _ids;
    private int _step;

    public HandWrittenSteps(T5Network network, Tensor sources, int steps)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var config = network.Config;
        (_batch, _heads, _width, _headWidth, _vocabulary, _steps) = ((int)sources.shape[0], config.Heads, config.Width, config.HeadWidth, config.VocabularySize, steps);
        _ids = new long[_batch];
        Array.Fill(_ids, config.StartId);
        var weights = network.named_parameters().ToDictionary(item => item.name, item => item.parameter.detach());
        var states = network.Encode(sources).States;
        _embedding = weights["Embedding"];
        _columns = _embedding.t().contiguous();
        _finalScale = weights["Decoder.Norm.Weight"].clone(); // √d · d^−½
        _rootEpsilon = tensor((float)Math.Sqrt(_width * config.NormEpsilon)); // √(d·ε)
        var bucketOf = Enumerable.Range(0, steps).Select(key => (long)RelativeBuckets.Of(key - (steps - 1), false, config.Buckets, config.MaxDistance)).ToArray();
        _bias = weights["Decoder.Positions.Weight"].index_select(0, tensor(bucketOf)).t().unsqueeze(1).repeat(_batch, 1, 1).contiguous(); // (B·H, 1, T)
        _layers = [.. Enumerable.Range(0, config.DecoderLayers).Select(i => new Layer(name => weights[$"Decoder.Layers.{i}.{name}"], states, this))];
        scope.Detach([_embedding, _columns, _finalScale, _rootEpsilon, _bias, .. _layers.SelectMany(layer => layer.All)]);
    }

    /// <summary>The most probable next token of each row. These tokens are also the next step's input.</summary>
    public ReadOnlySpan<long> Step()
    {
        using var index = tensor(_ids);
        using var x = _embedding.index_select(0, index);
        using var bias = _bias.narrow(2, _steps - 1 - _step, _step + 1);
        foreach (var layer in _layers)
        {
            {
                using var norm = x.norm(-1, true);
                using var root = norm.hypot(_rootEpsilon);
                using var h = x.div(root);
                using var projected = h.mm(layer.Projection);
                using var parts = projected.view(_batch, 3, _heads, _headWidth);
                using var added = parts.narrow(1, 1, 2);
                using var slot = layer.Slots.select(3, _step);
                slot.copy_(added);
                using var first = parts.select(1, 0);
                using var query = first.reshape(-1, 1, _headWidth);
                using var keys = layer.Keys.narrow(2, 0, _step + 1);
                using var values = layer.Values.narrow(1, 0, _step + 1);
                using var scores = query.bmm(keys);
                scores.add_(bias);
                using var map = Softmax(scores);
                using var attended = map.bmm(values);
                using var joined = attended.view(_batch, -1);
                x.addmm_(joined, layer.Output);
            }

            {
                using var norm = x.norm(-1, true);
                using var root = norm.hypot(_rootEpsilon);
                using var h = x.div(root);
                using var projected = h.mm(layer.Query);
                using var query = projected.view(-1, 1, _headWidth);
                using var scores = query.bmm(layer.SourceKeys);
                using var map = Softmax(scores);
                using var attended = map.bmm(layer.SourceValues);
                using var joined = attended.view(_batch, -1);
                x.addmm_(joined, layer.CrossOutput);
            }

            {
                using var norm = x.norm(-1, true);
                using var root = norm.hypot(_rootEpsilon);
                using var h = x.div(root);
                using var inner = h.mm(layer.Up);
                inner.relu_();
                x.addmm_(inner, layer.Down);
            }
        }

        using var lastNorm = x.norm(-1, true);
        using var lastRoot = lastNorm.hypot(_rootEpsilon);
        using var last = x.div(lastRoot);
        last.mul_(_finalScale);
        using var logits = _batch == 1 ? last.mm(_columns) : linear(last, _embedding);
        var all = MemoryMarshal.Cast<byte, float>(logits.bytes);
        for (var row = 0; row < _batch; row++)
        {
            var mine = all.Slice(row * _vocabulary, _vocabulary);
            _ids[row] = mine.IndexOf(TensorPrimitives.Max<float>(mine));
        }

        _step = (_step + 1) % _steps;
        return _ids;
    }

    // Chooses the faster of two methods for the number of rows, as do the two products with the embedding.
    private Tensor Softmax(Tensor scores)
    {
        if (_batch * _heads < 16)
        {
            return scores.softmax(-1);
        }

        using var most = scores.amax([-1], true);
        scores.sub_(most).exp_();
        using var sum = scores.sum(-1, true);
        return scores.div(sum);
    }

    public void Dispose()
    {
        foreach (var tensor in _layers.SelectMany(layer => layer.All).Concat([_embedding, _columns, _finalScale, _rootEpsilon, _bias]))
        {
            tensor.Dispose();
        }
    }

    private sealed class Layer
    {
        public Layer(Func<string, Tensor> weight, Tensor states, HandWrittenSteps steps)
        {
            var (heads, headWidth, rows) = (steps._heads, steps._headWidth, steps._batch * steps._heads);
            Tensor Folded(string matrix, string norm) => (weight(matrix) * (weight(norm) * Math.Sqrt(steps._width))).t().contiguous();
            (Projection, Output) = (Folded("Self.QueryKeyValue", "SelfNorm.Weight"), weight("Self.Output").t().contiguous());
            (Query, CrossOutput) = (Folded("Cross.Query", "CrossNorm.Weight"), weight("Cross.Output").t().contiguous());
            (Up, Down) = (Folded("FeedForward.Input", "FeedForwardNorm.Weight"), weight("FeedForward.Output").t().contiguous());
            Room = zeros([2, steps._batch, heads, steps._steps, headWidth]);
            Slots = Room.transpose(0, 1);
            Keys = Room[0].view(rows, -1, headWidth).transpose(1, 2);
            Values = Room[1].view(rows, -1, headWidth);
            var source = linear(states, weight("Cross.KeyValue")).view(steps._batch, -1, 2, heads, headWidth).permute(2, 0, 3, 1, 4).contiguous(); // (2, B, H, S, d_kv)
            SourceKeys = source[0].view(rows, -1, headWidth).transpose(1, 2);
            SourceValues = source[1].view(rows, -1, headWidth);
        }

        public readonly Tensor Projection, Output, Query, CrossOutput, Up, Down, Room, Slots, Keys, Values, SourceKeys, SourceValues;

        public IEnumerable<Tensor> All => [Projection, Output, Query, CrossOutput, Up, Down, Room, Slots, Keys, Values, SourceKeys, SourceValues];
    }
}
