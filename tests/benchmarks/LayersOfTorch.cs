using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gmlm.Benchmarks;

/// <summary>
/// A straightforward encoder-decoder: torch's Transformer, a shared embedding, torch's cross-entropy, and AdamW. It normalises after each
/// block, since TorchSharp's layers offer nothing else.
/// </summary>
internal sealed class LayersOfTorch : IDisposable
{
    private readonly Tensor _ids;
    private readonly Tensor _causal;
    private readonly Embedding _embedding;
    private readonly Transformer _layers;
    private readonly optim.Optimizer _optimizer;
    private readonly Parameter[] _parameters;

    public LayersOfTorch(int vocabulary, int width, double dropout, Tensor ids)
    {
        _ids = ids;
        _causal = full([ids.shape[1], ids.shape[1]], float.NegativeInfinity).triu(1);
        _embedding = nn.Embedding(vocabulary, width);
        _layers = nn.Transformer(width, 4, 4, 4, 4 * width, dropout);
        _parameters = [.. _embedding.parameters(), .. _layers.parameters()];
        _optimizer = optim.AdamW(_parameters, 1e-3);
    }

    public double Step()
    {
        using var scope = NewDisposeScope();
        _optimizer.zero_grad();
        var embedded = _embedding.forward(_ids).transpose(0, 1); // (L, B, d)
        var states = _layers.call(embedded, embedded, null!, _causal, null!, null!, null!, null!);
        using Scalar scale = Math.Pow(_embedding.weight!.shape[1], -0.5);
        var logits = nn.functional.linear(states.mul(scale), _embedding.weight); // (L, B, V)
        var loss = nn.functional.cross_entropy(logits.flatten(0, 1), _ids.t().flatten(), label_smoothing: 0.1);
        loss.backward();
        nn.utils.clip_grad_norm_(_parameters, 1);
        _optimizer.step();
        return loss.item<float>();
    }

    public void Dispose()
    {
        _optimizer.Dispose();
        _layers.Dispose();
        _embedding.Dispose();
        _causal.Dispose();
        _ids.Dispose();
    }
}
