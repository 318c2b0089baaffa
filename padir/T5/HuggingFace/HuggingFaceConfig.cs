using System.Text.Json;
using Gmlm.Padir.Messages;
using Gmlm.Padir.Weights;

namespace Gmlm.Padir.T5;

/// <summary>
/// Reads and writes T5's config.json. An unknown key, or a value of another type, is an error, because it may mean a different network.
/// </summary>
public static class HuggingFaceConfig
{
    /// <summary>The key for scaling the states before the logits, which transformers writes since version 5.</summary>
    internal const string ScaleKey = "scale_decoder_outputs";

    // These keys do not affect the network computed here. They give its origin, its initialization, settings of text generation, or repeat
    // another key. Each stack of an encoder-decoder overrides is_decoder.
    private static readonly HashSet<string> WithoutMeaningHere = new(StringComparer.Ordinal)
    {
        "_name_or_path", "architectures", "bos_token_id", "chunk_size_feed_forward", "classifier_dropout", "dense_act_fn", "dtype",
        "early_stopping", "forced_bos_token_id", "forced_eos_token_id", "gradient_checkpointing", "id2label", "initializer_factor",
        "is_decoder",
        "is_encoder_decoder", "is_gated_act", "label2id", "length_penalty", "max_length", "min_length", "n_positions",
        "no_repeat_ngram_size",
        "num_beams", "output_attentions", "output_hidden_states", "output_past", "prefix", "problem_type", "return_dict", "sep_token_id",
        "task_specific_params", "tokenizer_class", "torch_dtype", "transformers_version", "use_cache",
    };

    /// <summary>Parses the text of a config.json.</summary>
    /// <exception cref="CheckpointException">
    /// The text is not JSON; a key is missing, unknown, repeated or of the wrong type; or a value is out of range.
    /// </exception>
    public static T5Config Parse(string json)
    {
        var (config, scaled) = Read(json);
        return config with { ScaleOutputs = scaled == config.TieEmbeddings ? null : scaled };
    }

    /// <summary>Parses the text, and also returns the value of <see cref="ScaleKey"/>, null if the key is missing.</summary>
    /// <exception cref="CheckpointException">As for <see cref="Parse(string)"/>.</exception>
    internal static (T5Config Config, bool? Scaled) Read(string json)
    {
        try
        {
            if (GitLfsPointer.Begins(json))
            {
                throw new CheckpointException(GitLfsPointer.Complaint);
            }

            using var document = JsonDocument.Parse(json);
            return Read(new ConfigKeys(document.RootElement, WithoutMeaningHere));
        }
        catch (JsonException error)
        {
            throw new CheckpointException($"not JSON (line {error.LineNumber + 1})", error);
        }
        catch (InvalidOperationException error)
        {
            throw new CheckpointException("holds text that is not Unicode", error);
        }
    }

    /// <summary>Returns the text of a config.json from which <see cref="Parse(string)"/> makes the same configuration.</summary>
    public static string Format(T5Config config)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("model_type", "t5");
            json.WriteNumber("d_model", config.Width);
            json.WriteNumber("d_kv", config.HeadWidth);
            json.WriteNumber("num_heads", config.Heads);
            json.WriteNumber("d_ff", config.FeedForwardWidth);
            json.WriteNumber("num_layers", config.EncoderLayers);
            json.WriteNumber("num_decoder_layers", config.DecoderLayers);
            json.WriteNumber("vocab_size", config.VocabularySize);
            json.WriteNumber("relative_attention_num_buckets", config.Buckets);
            json.WriteNumber("relative_attention_max_distance", config.MaxDistance);
            json.WriteNumber("layer_norm_epsilon", config.NormEpsilon);
            json.WriteNumber("dropout_rate", config.Dropout);
            json.WriteString("feed_forward_proj", config.FeedForward == FeedForwardKind.GatedGelu ? "gated-gelu" : "relu");
            json.WriteBoolean("tie_word_embeddings", config.TieEmbeddings);
            json.WriteBoolean(ScaleKey, config.ScaleOutputs ?? config.TieEmbeddings);
            json.WriteNumber("pad_token_id", config.PadId);
            json.WriteNumber("eos_token_id", config.EosId);
            json.WriteNumber("decoder_start_token_id", config.StartId);
            json.WriteBoolean("positional_attention", config.PositionalAttention);
            json.WriteNumber("num_positions", config.Positions);
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    // Missing keys have Hugging Face's defaults, except sizes, which are required.
    private static (T5Config Config, bool? Scaled) Read(ConfigKeys keys)
    {
        var type = keys.Text("model_type", "t5");
        if (type is not ("t5" or "mt5"))
        {
            throw new CheckpointException($"model_type is {MessageText.Quote(type)}; only t5 and mt5 are known");
        }

        var layers = keys.Integer("num_layers");
        var feedForward = keys.Text("feed_forward_proj", "relu");
        var config = new T5Config
        {
            VocabularySize = keys.Integer("vocab_size"),
            Width = keys.Integer("d_model"),
            HeadWidth = keys.Integer("d_kv"),
            Heads = keys.Integer("num_heads"),
            FeedForwardWidth = keys.Integer("d_ff"),
            EncoderLayers = layers,
            DecoderLayers = keys.Integer("num_decoder_layers", layers),
            Buckets = keys.Integer("relative_attention_num_buckets", 32),
            MaxDistance = keys.Integer("relative_attention_max_distance", 128),
            NormEpsilon = keys.Number("layer_norm_epsilon", 1e-6),
            FeedForward = feedForward switch
            {
                "relu" => FeedForwardKind.Relu,
                "gated-gelu" => FeedForwardKind.GatedGelu,
                _ =>
                    throw new CheckpointException(
                        $"feed_forward_proj is {MessageText.Quote(feedForward)}; only relu and gated-gelu are known"),
            },
            TieEmbeddings = keys.Boolean("tie_word_embeddings", true),
            Dropout = keys.Number("dropout_rate", 0.1),
            PadId = keys.Integer("pad_token_id", 0),
            EosId = keys.Integer("eos_token_id", 1),
            StartId = keys.Integer("decoder_start_token_id", 0),
            PositionalAttention = keys.Boolean("positional_attention", false),
            Positions = keys.Integer("num_positions", 256),
        };
        bool? scaled = keys.Has(ScaleKey) ? keys.Boolean(ScaleKey, false) : null;
        keys.NoneLeft();
        return (config.Checked(), scaled);
    }
}
