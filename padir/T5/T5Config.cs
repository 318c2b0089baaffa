using System.Text.Json.Serialization;

namespace Gmlm.Padir.T5;

/// <summary>The activation between the two matrices of the feed-forward block.</summary>
public enum FeedForwardKind
{
    /// <summary>T5 v1.0: max(0, x).</summary>
    Relu,

    /// <summary>T5 v1.1: the GELU of one projection, in its tanh approximation, times another projection.</summary>
    GatedGelu,
}

/// <summary>The hyperparameters of a T5 network (Raffel et al. 2020; v1.1: Shazeer 2020), with Hugging Face's keys in brackets.</summary>
public sealed record T5Config
{
    private const int Largest = 1 << 20;
    private const int MostLayers = 1 << 10;

    /// <summary>Number of token ids (<c>vocab_size</c>).</summary>
    public required int VocabularySize { get; init; }

    /// <summary>d, the width of the states (<c>d_model</c>).</summary>
    public required int Width { get; init; }

    /// <summary>The width of one attention head's queries, keys and values (<c>d_kv</c>).</summary>
    public required int HeadWidth { get; init; }

    /// <summary>Attention heads per layer (<c>num_heads</c>).</summary>
    public required int Heads { get; init; }

    /// <summary>The inner width of the feed-forward block (<c>d_ff</c>).</summary>
    public required int FeedForwardWidth { get; init; }

    /// <summary>Encoder layers (<c>num_layers</c>).</summary>
    public required int EncoderLayers { get; init; }

    /// <summary>Decoder layers (<c>num_decoder_layers</c>).</summary>
    public required int DecoderLayers { get; init; }

    /// <summary>Buckets of relative position (<c>relative_attention_num_buckets</c>).</summary>
    public int Buckets { get; init; } = 32;

    /// <summary>From this distance on, all positions share the last bucket (<c>relative_attention_max_distance</c>).</summary>
    public int MaxDistance { get; init; } = 128;

    /// <summary>ε of the RMS norm (<c>layer_norm_epsilon</c>).</summary>
    public double NormEpsilon { get; init; } = 1e-6;

    /// <summary>Activation of the feed-forward block (<c>feed_forward_proj</c>).</summary>
    public FeedForwardKind FeedForward { get; init; } = FeedForwardKind.Relu;

    /// <summary>
    /// Whether the logits are computed with the embedding instead of a separate output matrix (<c>tie_word_embeddings</c>).
    /// </summary>
    public bool TieEmbeddings { get; init; } = true;

    /// <summary>
    /// Whether the decoder's states are scaled by d^−½ before the logits are computed (<c>scale_decoder_outputs</c>). Null means that they
    /// are scaled if the embeddings are tied; other values come only from Hugging Face's folders, and recipes have no such key.
    /// </summary>
    [JsonIgnore]
    public bool? ScaleOutputs { get; init; }

    /// <summary>The probability that training drops a component, in [0, 1) (<c>dropout_rate</c>).</summary>
    public double Dropout { get; init; } = 0.1;

    /// <summary>The id of padding, which is hidden in sources and in parallel decoding (<c>pad_token_id</c>).</summary>
    public int PadId { get; init; }

    /// <summary>The id of the end token (<c>eos_token_id</c>).</summary>
    public int EosId { get; init; } = 1;

    /// <summary>The decoder's first input in autoregressive decoding (<c>decoder_start_token_id</c>).</summary>
    public int StartId { get; init; }

    /// <summary>Whether decoder layers have positional attention (<c>positional_attention</c>, a key of this program).</summary>
    public bool PositionalAttention { get; init; }

    /// <summary>The longest target with positional attention, in tokens (<c>num_positions</c>, a key of this program).</summary>
    public int Positions { get; init; } = 256;

    /// <summary>The width of all heads together.</summary>
    public int InnerWidth => Heads * HeadWidth;

    /// <summary>Returns this configuration if every value is in its range.</summary>
    /// <exception cref="CheckpointException">A value is out of its range; the message names its key in config.json.</exception>
    public T5Config Checked()
    {
        Range("vocab_size", VocabularySize, 2, int.MaxValue);
        Range("d_model", Width, 1, Largest);
        Range("d_kv", HeadWidth, 1, Largest);
        Range("num_heads", Heads, 1, Largest / HeadWidth);
        Range("d_ff", FeedForwardWidth, 1, Largest);
        Range("num_layers", EncoderLayers, 1, MostLayers);
        Range("num_decoder_layers", DecoderLayers, 1, MostLayers);
        Range("relative_attention_num_buckets", Buckets, 4, Largest); // Two directions, each with exact and logarithmic buckets.
        Range("relative_attention_max_distance", MaxDistance, (Buckets / 2) + 1, Largest);
        Range("pad_token_id", PadId, 0, VocabularySize - 1);
        Range("eos_token_id", EosId, 0, VocabularySize - 1);
        Range("decoder_start_token_id", StartId, 0, VocabularySize - 1);
        Range("num_positions", Positions, 1, Largest);
        Require("layer_norm_epsilon", NormEpsilon, NormEpsilon > 0 && double.IsFinite(NormEpsilon), "greater than 0");
        Require("dropout_rate", Dropout, Dropout is >= 0 and < 1, "at least 0 and less than 1");
        return this;
    }

    private static void Range(string key, int value, int least, int most) =>
        Require(key, value, value >= least && value <= most, $"from {least} to {most}");

    private static void Require(string key, IFormattable value, bool holds, string range)
    {
        if (!holds)
        {
            throw new CheckpointException(FormattableString.Invariant($"{key} is {value}; it must be {range}"));
        }
    }
}
