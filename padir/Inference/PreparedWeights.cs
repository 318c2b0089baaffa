using Gmlm.Padir.Runtime;
using Gmlm.Padir.T5;
using TorchSharp;
using static TorchSharp.torch;

namespace Gmlm.Padir.Inference;

/// <summary>
/// A network's weights, prepared for inference. Most are copies, so that the network's weights must not change afterwards.
/// </summary>
internal sealed class PreparedWeights : IDisposable
{
    private readonly Tensor _embedding;   // (V, d)
    private readonly PreparedMatrix _head; // (d, V)
    private readonly Tensor _headScale;   // (d): the last norm's weight, with tied embeddings times d^−½
    private readonly Tensor _rootEpsilon;         // √(dε)

    public PreparedWeights(T5Network network)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var config = network.Config;
        Encoder = [.. network.Encoder.Layers.Select(layer => new PreparedBlock(layer))];
        Decoder = [.. network.Decoder.Layers.Select(layer => new PreparedDecoderBlock(layer))];
        EncoderScale = PreparedBlock.Scale(network.Encoder.Norm);
        DecoderScale = PreparedBlock.Scale(network.Decoder.Norm);
        SourceKeyValues = new PreparedMatrix(cat([.. network.Decoder.Layers.Select(layer => layer.Cross.KeyValue.detach())], 0).t());
        PositionMaps = config.PositionalAttention ? new PositionMaps(network) : null;
        _embedding = network.Embedding.detach();
        _head = new PreparedMatrix(network.HeadMatrix.detach().t());
        _headScale = DecoderScale.Times(network.HeadScale);
        _rootEpsilon = tensor((float)Math.Sqrt(config.Width * config.NormEpsilon), device: network.Device);
        scope.Detach(Tensors);
    }

    public IReadOnlyList<PreparedBlock> Encoder { get; }

    public IReadOnlyList<PreparedDecoderBlock> Decoder { get; }

    /// <summary>(d): the weight of the encoder's last norm.</summary>
    public Tensor EncoderScale { get; }

    /// <summary>(d): the weight of the decoder's last norm.</summary>
    public Tensor DecoderScale { get; }

    /// <summary>(d, layers·2·H·d_kv): from the encoder's states to the keys and values of every decoder layer.</summary>
    public PreparedMatrix SourceKeyValues { get; }

    /// <summary>The maps of positional attention; null without it.</summary>
    public PositionMaps? PositionMaps { get; }

    /// <summary>Returns the embeddings of ids, the states that a pass begins with: (R, d).</summary>
    public Tensor Embed(long[] ids)
    {
        using var index = tensor(ids, device: _embedding.device);
        return Embed(index);
    }

    /// <inheritdoc cref="Embed(long[])"/>
    public Tensor Embed(Tensor ids) => _embedding.index_select(0, ids);

    /// <summary>Adds the embeddings of further tokens in place to some rows of the states that a pass begins with, (R, d).</summary>
    public void AddTo(Tensor x, AddedTokens added)
    {
        using var rows = tensor(added.Rows, device: x.device);
        using var embedded = Embed(added.Ids);
        x.PlusRowsInPlace(rows, embedded);
    }

    /// <summary>
    /// Returns x/√(‖x‖² + dε), which is the norm without its weight. The root is the hypotenuse of ‖x‖ and √(dε), one operator instead
    /// of three.
    /// </summary>
    public Tensor Normalise(Tensor x)
    {
        using var length = x.norm(-1, keepdim: true);
        using var divisor = length.hypot(_rootEpsilon); // (R, 1)
        return x.div(divisor);
    }

    /// <summary>Returns the logits (rows, V) of states before the last norm (rows, d).</summary>
    public Tensor Logits(Tensor x, long rows)
    {
        using var normed = Normalise(x);
        normed.mul_(_headScale);
        return _head.Times(normed, rows);
    }

    public void Dispose()
    {
        foreach (
            var held in Encoder.Concat(Decoder)
                .SelectMany(block => block.All)
                .Append(SourceKeyValues)
                .Append(_head)
                .Concat<IDisposable>(Tensors))
        {
            held.Dispose();
        }

        PositionMaps?.Dispose();
    }

    private Tensor[] Tensors => [EncoderScale, DecoderScale, _embedding, _headScale, _rootEpsilon];
}
