using Gmlm.Padir.Runtime;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gmlm.Padir.T5;

/// <summary>
/// The T5 encoder-decoder: <see cref="Encode"/> once, <see cref="Decode"/> as often as one likes, <see cref="Logits"/> of the states.
/// Autoregressive and parallel decoding
/// are modes of the same weights. Made for training (dropout on) with random weights; <c>eval()</c> turns dropout off. Results belong to
/// the caller's dispose scope.
/// </summary>
public sealed class T5Network : Module
{
    /// <summary>A network with random weights.</summary>
    /// <param name="config">Its shape.</param>
    /// <param name="seed">Of the weights: the same seed gives the same network.</param>
    /// <exception cref="CheckpointException">The configuration has a value out of range.</exception>
    public T5Network(T5Config config, long seed) : this(config) => T5Initialization.Apply(this, seed);

    // Weights as memory has them: for a caller that fills them in.
    internal T5Network(T5Config config) : base(nameof(T5Network))
    {
        Config = config.Checked();
        Embedding = Parameter(empty(config.VocabularySize, config.Width));
        Encoder = new T5Encoder(config);
        Decoder = new T5Decoder(config);
        Head = config.TieEmbeddings ? null : Parameter(empty(config.VocabularySize, config.Width));
        RegisterComponents();
    }

    /// <summary>The network's shape.</summary>
    public T5Config Config { get; }

    /// <summary>Where the weights are.</summary>
    public Device Device => Embedding.device;

    internal readonly Parameter Embedding;

    internal readonly T5Encoder Encoder;

    internal readonly T5Decoder Decoder;

    internal readonly Parameter? Head;

    /// <summary>Encodes sources; padding is hidden.</summary>
    /// <param name="ids">int64 (B, S), each below the vocabulary's size.</param>
    /// <exception cref="ArgumentException">The ids are not of that shape or type.</exception>
    public EncodedSource Encode(Tensor ids)
    {
        Check(ids, nameof(ids));
        using var scope = NewDisposeScope();
        var visible = ids.IsNot(Config.PadId);
        return Prepare(Encoder.Forward(Embed(ids), visible), visible).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// Sources from states that are there already, changed ones, or a part of them. The tensors given become the result's.
    /// </summary>
    /// <param name="states">(B, S, d).</param>
    /// <param name="visible">bool (B, S); false hides a position from the decoder.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public EncodedSource Prepare(Tensor states, Tensor visible)
    {
        if (
            states.dim() != 3
                || states.shape[2] != Config.Width
                || visible.dtype != ScalarType.Bool
                || !visible.shape.SequenceEqual(states.shape[..2]))
        {
            throw new ArgumentException(
                $"states are {Show(states)} and visible {Show(visible)}; they should be (B, S, {Config.Width}) and bool (B, S)");
        }

        return new EncodedSource(states, visible, AttentionMask.Padding(visible), Decoder.Prepare(states));
    }

    /// <summary>Runs the decoder.</summary>
    /// <param name="source">What is translated, B rows.</param>
    /// <param name="ids">int64 (B, L): in parallel mode the sequence as it stands, its padding hidden; in causal mode what comes before
    /// each position, beginning with
    /// <see cref="T5Config.StartId"/>.</param>
    /// <param name="mode">Causal or parallel.</param>
    /// <param name="withMaps">Whether to return attention maps; without them attention runs fused.</param>
    /// <param name="added">Further tokens whose embeddings are added to some inputs; null: none.</param>
    /// <exception cref="ArgumentException">Shapes or types do not fit, or there are more positions than the position embedding
    /// holds.</exception>
    public DecoderOutput Decode(EncodedSource source, Tensor ids, DecoderMode mode, bool withMaps = false, AddedTokens? added = null)
    {
        Check(ids, nameof(ids));
        Check(source, ids);
        using var scope = NewDisposeScope();
        var maps = withMaps ? new AttentionMaps() : null;
        var visible = mode == DecoderMode.Parallel ? ids.IsNot(Config.PadId) : null;
        var states = Decoder.Forward(added is null ? Embed(ids) : Add(Embed(ids), added), visible, mode, source, maps);
        maps?.MoveToOuterDisposeScope();
        return new DecoderOutput(states.MoveToOuterDisposeScope(), maps);
    }

    /// <summary>
    /// Logits (…, V) of decoder states (…, d): through the embedding when tied, else through a matrix of their own; scaled by d^−½ where
    /// <see cref="T5Config.ScaleOutputs"/> says so.
    /// </summary>
    /// <exception cref="ArgumentException">The last dimension is not the network's width.</exception>
    public Tensor Logits(Tensor states)
    {
        if (states.dim() == 0 || states.shape[^1] != Config.Width)
        {
            throw new ArgumentException($"states are {Show(states)}; their last dimension should be {Config.Width}", nameof(states));
        }

        if (HeadScale == 1)
        {
            return functional.linear(states, HeadMatrix);
        }

        // The states, not the logits, are scaled: there are fewer of them.
        using var scaled = states.Times(HeadScale);
        return functional.linear(scaled, HeadMatrix);
    }

    /// <summary>What makes the logits: (V, d).</summary>
    internal Parameter HeadMatrix => Head ?? Embedding;

    /// <summary>What the states are multiplied by before.</summary>
    internal double HeadScale => Config.ScaleOutputs ?? (Head is null) ? Math.Pow(Config.Width, -0.5) : 1;

    /// <summary>All three steps: logits (B, L, V).</summary>
    /// <exception cref="ArgumentException">Shapes or types do not fit.</exception>
    public Tensor Forward(Tensor sourceIds, Tensor ids, DecoderMode mode)
    {
        using var scope = NewDisposeScope();
        return Logits(Decode(Encode(sourceIds), ids, mode).States).MoveToOuterDisposeScope();
    }

    private Tensor Embed(Tensor ids) => Embedding.index_select(0, ids.flatten()).view(ids.shape[0], ids.shape[1], -1); // (B, L, d)

    private Tensor Add(Tensor embedded, AddedTokens added)
    {
        var (rows, ids) = (tensor(added.Rows, device: Device), tensor(added.Ids, device: Device));
        return embedded.flatten(0, 1).PlusRows(rows, Embedding.index_select(0, ids)).view_as(embedded);
    }

    private void Check(EncodedSource source, Tensor ids)
    {
        if (ids.shape[0] != source.Rows)
        {
            throw new ArgumentException($"ids have {ids.shape[0]} rows, the source {source.Rows}", nameof(ids));
        }

        if (Config.PositionalAttention && ids.shape[1] > Config.Positions)
        {
            throw new ArgumentException($"{ids.shape[1]} positions, but positional attention knows {Config.Positions}", nameof(ids));
        }
    }

    internal static void Check(Tensor ids, string name)
    {
        if (ids.dim() != 2 || ids.dtype != ScalarType.Int64 || ids.numel() == 0)
        {
            throw new ArgumentException($"ids are {Show(ids)}; they should be Int64 (rows, length), neither 0", name);
        }
    }

    private static string Show(Tensor tensor) => $"{tensor.dtype} ({string.Join(", ", tensor.shape)})";
}
