using Gmlm.Padir.Weights;

namespace Gmlm.Padir.T5;

/// <summary>
/// Decides which matrix makes the logits of a folder's model. Transformers 5 writes scale_decoder_outputs, and writes tie_word_embeddings:
/// true for every T5; such a folder's logits come from lm_head.weight if it is present, and otherwise from the embedding. Older versions do
/// not write scale_decoder_outputs; a tied model's logits then come from the embedding, scaled.
/// </summary>
internal static class HuggingFaceHead
{
    /// <summary>The name of the separate output matrix.</summary>
    public const string Name = "lm_head.weight";

    private const string Tied = "tie_word_embeddings is true";
    private const string Key = HuggingFaceConfig.ScaleKey;
    private const string Add = $"add \"{Key}\": true or false";

    /// <summary>
    /// The configuration for the weights that the folder should hold, with an output matrix if <paramref name="hasHead"/> is true.
    /// </summary>
    public static T5Config Expected(T5Config config, bool hasHead) => config with { TieEmbeddings = config.TieEmbeddings && !hasHead };

    /// <summary>Returns the configuration with the output matrix that the folder uses.</summary>
    /// <param name="config">The configuration in config.json.</param>
    /// <param name="scaled">The value of scale_decoder_outputs in config.json; null if it is missing.</param>
    /// <param name="hasHead">Whether the folder has lm_head.weight.</param>
    /// <param name="weights">The weights, read only if the decision depends on their values.</param>
    /// <exception cref="CheckpointException">The folder does not determine the matrix; the message names the key to add.</exception>
    public static T5Config Of(T5Config config, bool? scaled, bool hasHead, Lazy<IReadOnlyList<WeightTensor>> weights)
    {
        var tied = Expected(config, hasHead).TieEmbeddings;
        if (scaled is not null || !config.TieEmbeddings)
        {
            return config with { TieEmbeddings = tied, ScaleOutputs = scaled == tied ? null : scaled };
        }

        var repeated = tied || Values(HuggingFaceWeights.Embedding).SequenceEqual(Values(Name));
        return (config.FeedForward, repeated) switch
        {
            (FeedForwardKind.Relu, true) => config,
            (FeedForwardKind.GatedGelu, false) => config with { TieEmbeddings = false },
            (FeedForwardKind.Relu, false) => throw new CheckpointException(
                $"{Tied}, but {Name} differs from {HuggingFaceWeights.Embedding}; if {Name} makes the logits, {Add}"),
            _ => throw new CheckpointException(
                $"{Tied} and {Key} is missing: older versions of transformers scale the states of such a gated model, newer ones do not; "
                    + $"{Add}"),
        };

        ReadOnlySpan<float> Values(string name) => weights.Value.Single(tensor => tensor.Name == name).Values;
    }
}
