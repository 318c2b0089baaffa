using Gmlm.Padir.Decoding;

namespace Gmlm.Padir.Models;

/// <summary>What a checkpoint says of itself.</summary>
public sealed record CheckpointManifest
{
    /// <summary>How the model was trained, the configuration included.</summary>
    public required Recipe Recipe { get; init; }

    /// <summary>
    /// SHA-256 of the recipe as it stands in the manifest, without white space; null where a manifest is older than the key.
    /// </summary>
    public string? RecipeSha256 { get; init; }

    /// <summary>SHA-256 of the weights' file.</summary>
    public required string WeightsSha256 { get; init; }

    /// <summary>SHA-256 of the SentencePiece model; null for the controlled pair.</summary>
    public string? VocabularySha256 { get; init; }

    /// <summary>SHA-256 of the training and the validation examples, as token ids.</summary>
    public required string ExamplesSha256 { get; init; }

    /// <summary>The weights' sum of the checkpoints it was begun from and distilled by, by name.</summary>
    public IReadOnlyDictionary<string, string> Parents { get; init; } = new Dictionary<string, string>();

    /// <summary>The commit it was trained at, "-dirty" behind where files were changed; null where that is not known.</summary>
    public string? Commit { get; init; }

    /// <summary>Trained for so many updates.</summary>
    public int Steps { get; init; }

    /// <summary>How many states the weights are the mean of.</summary>
    public int Averaged { get; init; } = 1;

    /// <summary>Seconds of training, all runs of it together.</summary>
    public double Seconds { get; init; }

    /// <summary>
    /// How many threads it was trained with, the last run's, on a processor; another number sums in another order. Null elsewhere, and
    /// where it was not recorded.
    /// </summary>
    public int? Threads { get; init; }

    /// <summary>Scores by name, for example the validation loss in nats per token.</summary>
    public IReadOnlyDictionary<string, double> Scores { get; init; } = new Dictionary<string, double>();

    /// <summary>
    /// Of a canvas: the blank bias chosen on the validation pairs, where <see cref="DecodingOptions.BlankBias"/> is null; null elsewhere.
    /// </summary>
    public double? BlankBias { get; init; }

    /// <summary>
    /// Training pairs that were left out, since a side is empty or the target does not fit; null where it was not recorded.
    /// </summary>
    public int? LeftOut { get; init; }

    /// <summary>Vocabulary and direction.</summary>
    public ModelIdentity Identity => new(Recipe, VocabularySha256);
}
