using Gmlm.Padir.Decoding;

namespace Gmlm.Padir.Models;

/// <summary>The manifest of a checkpoint: how its model was trained, and on what.</summary>
public sealed record CheckpointManifest
{
    /// <summary>How the model was trained, the configuration included.</summary>
    public required Recipe Recipe { get; init; }

    /// <summary>SHA-256 of the recipe in the manifest, without white space; null in manifests older than this key.</summary>
    public string? RecipeSha256 { get; init; }

    /// <summary>SHA-256 of the weights file.</summary>
    public required string WeightsSha256 { get; init; }

    /// <summary>SHA-256 of the SentencePiece model; null for the controlled pair.</summary>
    public string? VocabularySha256 { get; init; }

    /// <summary>SHA-256 of the training and the validation examples, as token ids.</summary>
    public required string ExamplesSha256 { get; init; }

    /// <summary>SHA-256 of the weights of the checkpoints that it was initialised from and distilled from, by name.</summary>
    public IReadOnlyDictionary<string, string> Parents { get; init; } = new Dictionary<string, string>();

    /// <summary>The commit of the program that trained it, with "-dirty" if files were changed; null if unknown.</summary>
    public string? Commit { get; init; }

    /// <summary>The number of updates.</summary>
    public int Steps { get; init; }

    /// <summary>The number of states that the weights are the mean of.</summary>
    public int Averaged { get; init; } = 1;

    /// <summary>The training time in seconds, over all runs together.</summary>
    public double Seconds { get; init; }

    /// <summary>
    /// The number of threads of the last run on a processor, which determines the order of sums. Null on other devices, and if
    /// not recorded.
    /// </summary>
    public int? Threads { get; init; }

    /// <summary>Scores by name, for example the validation loss in nats per token.</summary>
    public IReadOnlyDictionary<string, double> Scores { get; init; } = new Dictionary<string, double>();

    /// <summary>
    /// For a canvas, the blank bias chosen on the validation pairs, used if <see cref="DecodingOptions.BlankBias"/> is null;
    /// otherwise null.
    /// </summary>
    public double? BlankBias { get; init; }

    /// <summary>The number of training pairs left out because a side is empty or the target is too long; null if not recorded.</summary>
    public int? LeftOut { get; init; }

    /// <summary>The vocabulary and direction.</summary>
    public ModelIdentity Identity => new(Recipe, VocabularySha256);
}
