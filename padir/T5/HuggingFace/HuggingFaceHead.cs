using Gmlm.Padir.Weights;

namespace Gmlm.Padir.T5;

/// <summary>
/// What makes a folder's logits. Transformers 5 writes scale_decoder_outputs, and tie_word_embeddings: true for every T5; lm_head.weight
/// makes the logits of such a folder where it is there, else the embedding. Older versions write no scale_decoder_outputs: there the
/// embedding makes the logits of a tied model, scaled.
/// </summary>
internal static class HuggingFaceHead
{
    /// <summary>The matrix of the logits' own.</summary>
    public const string Name = "lm_head.weight";

    private const string Tied = "tie_word_embeddings is true";
    private const string Key = HuggingFaceConfig.ScaleKey;
    private const string Add = $"add \"{Key}\": true or false";

    /// <summary>The configuration whose weights the folder should hold, lm_head.weight among them where it is there.</summary>
    public static T5Config Expected(T5Config config, bool hasHead) => config with { TieEmbeddings = config.TieEmbeddings && !hasHead };

    /// <summary>The configuration with the head that is meant.</summary>
    /// <param name="config">As config.json has it.</param>
    /// <param name="scaled">What config.json says of scaling; null where it says nothing.</param>
    /// <param name="hasHead">Whether lm_head.weight is there.</param>
    /// <param name="weights">Read only where its values decide.</param>
    /// <exception cref="CheckpointException">The folder does not tell; the message names the key to add.</exception>
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
