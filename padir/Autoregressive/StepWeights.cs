using Gmlm.Padir.Model;
using TorchSharp;
using static TorchSharp.torch;

namespace Gmlm.Padir.Autoregressive;

/// <summary>A decoder's weights, made ready for steps of one position. Copies: a later change of the network's weights does not show in all of them.</summary>
internal sealed class StepWeights : IDisposable
{
    private readonly Tensor _embedding;   // (V, d)
    private readonly Tensor _head;        // (V, d)
    private readonly Tensor _headColumns; // the same, lying transposed
    private readonly Tensor _headScale;   // (d): the last norm's weight and, with tied embeddings, d^−½
    private readonly Tensor _leg;         // √(dε)

    public StepWeights(T5Network network)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var config = network.Config;
        Layers = [.. network.Decoder.Layers.Select(layer => new LayerWeights(layer))];
        _embedding = network.Embedding.detach();
        _head = (network.Head ?? network.Embedding).detach();
        _headColumns = _head.t().contiguous();
        _headScale = LayerWeights.Scale(network.Decoder.Norm).TimesInPlace(network.HeadScale);
        _leg = tensor((float)Math.Sqrt(config.Width * config.NormEpsilon), device: network.Device);
        scope.Detach(All);
    }

    public IReadOnlyList<LayerWeights> Layers { get; }

    /// <summary>The states that steps begin with, (R, d).</summary>
    public Tensor Embed(long[] ids)
    {
        using var index = tensor(ids, device: _embedding.device);
        return _embedding.index_select(0, index);
    }

    /// <summary>x/√(‖x‖² + dε), the square root being the hypotenuse over ‖x‖ and √(dε): the norm but for its weight.</summary>
    public Tensor Normalise(Tensor x)
    {
        using var length = x.norm(-1, keepdim: true);
        using var divisor = length.hypot(_leg); // (R, 1)
        return x.div(divisor);
    }

    /// <summary>States (rows, d) → logits (rows, V).</summary>
    public Tensor Logits(Tensor x, long rows)
    {
        using var normed = Normalise(x);
        normed.mul_(_headScale);

        // A single row is a quarter faster this way, several are slower.
        return rows == 1 ? normed.mm(_headColumns) : nn.functional.linear(normed, _head);
    }

    public void Dispose()
    {
        foreach (var tensor in All)
        {
            tensor.Dispose();
        }
    }

    private IEnumerable<Tensor> All => Layers.SelectMany(layer => layer.All).Concat([_embedding, _head, _headColumns, _headScale, _leg]);
}
