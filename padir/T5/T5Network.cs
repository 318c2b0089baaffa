using Gmlm.Padir.Runtime;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gmlm.Padir.T5;

/// <summary>
/// The T5 encoder-decoder: <see cref="Encode"/> encodes sources once for any number of calls of <see cref="Decode"/>, and
/// <see cref="Logits"/> computes logits from the decoder's states. Autoregressive and parallel decoding use the same weights. A new network
/// is in training mode, with dropout; <c>eval()</c> turns dropout off. Results belong to the caller's dispose scope.
/// </summary>
public sealed class T5Network : Module
{
    /// <summary>Makes a network with random weights.</summary>
    /// <param name="config">The hyperparameters.</param>
    /// <param name="seed">The seed of the weights; equal seeds give equal networks.</param>
    /// <exception cref="CheckpointException">The configuration has a value out of range.</exception>
    public T5Network(T5Config config, long seed) : this(config) => T5Initialization.Apply(this, seed);

    // Leaves the weights uninitialised, for a caller that fills them in.
    internal T5Network(T5Config config) : base(nameof(T5Network))
    {
        Config = config.Checked();
        Embedding = Parameter(empty(config.VocabularySize, config.Width));
        Encoder = new T5Encoder(config);
        Decoder = new T5Decoder(config);
        Head = config.TieEmbeddings ? null : Parameter(empty(config.VocabularySize, config.Width));
        RegisterComponents();
    }

    /// <summary>The network's hyperparameters.</summary>
    public T5Config Config { get; }

    /// <summary>The device that holds the weights.</summary>
    public Device Device => Embedding.device;

    internal readonly Parameter Embedding;

    internal readonly T5Encoder Encoder;

    internal readonly T5Decoder Decoder;

    internal readonly Parameter? Head;

    /// <summary>Encodes sources; padding is hidden.</summary>
    /// <param name="ids">int64 (B, S), each id below the vocabulary's size.</param>
    /// <exception cref="ArgumentException">The ids do not have that shape or type.</exception>
    public EncodedSource Encode(Tensor ids)
    {
        Check(ids, nameof(ids));
        using var scope = NewDisposeScope();
        var visible = ids.IsNot(Config.PadId);
        return Prepare(Encoder.Forward(Embed(ids), visible), visible).MoveToOuterDisposeScope();
    }

    /// <summary>Makes encoded sources from given states, for example changed ones. The result takes over the tensors.</summary>
    /// <param name="states">(B, S, d).</param>
    /// <param name="visible">bool (B, S); false hides the position from the decoder.</param>
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
    /// <param name="source">The encoded sources, B rows.</param>
    /// <param name="ids">
    /// int64 (B, L): in parallel mode the current sequence, whose padding is hidden; in causal mode the target shifted by one position,
    /// beginning with <see cref="T5Config.StartId"/>.
    /// </param>
    /// <param name="mode">Causal or parallel.</param>
    /// <param name="withMaps">Whether to return attention maps. Without them attention uses the fused kernel.</param>
    /// <param name="added">Further tokens whose embeddings are added to some inputs; null for none.</param>
    /// <exception cref="ArgumentException">
    /// Shapes or types do not fit, or there are more positions than the position embedding holds.
    /// </exception>
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
    /// Computes the logits (…, V) of decoder states (…, d), with the embedding if tied and otherwise with the separate output matrix. The
    /// states are scaled by d^−½ as <see cref="T5Config.ScaleOutputs"/> says.
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

        // Scaling the states instead of the logits takes fewer multiplications.
        using var scaled = states.Times(HeadScale);
        return functional.linear(scaled, HeadMatrix);
    }

    /// <summary>The output matrix, (V, d).</summary>
    internal Parameter HeadMatrix => Head ?? Embedding;

    /// <summary>The factor that states are multiplied by before the output matrix.</summary>
    internal double HeadScale => Config.ScaleOutputs ?? (Head is null) ? Math.Pow(Config.Width, -0.5) : 1;

    /// <summary>Encodes, decodes and returns the logits (B, L, V).</summary>
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
