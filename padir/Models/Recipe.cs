using System.Text.Json;
using Gmlm.Padir.Configuration;
using Gmlm.Padir.Corpora;

namespace Gmlm.Padir.Models;

/// <summary>All settings of a model's training, from which `train` makes the model again.</summary>
public sealed record Recipe
{
    /// <summary>The value of <see cref="Data"/> for the controlled language pair.</summary>
    public const string Controlled = "controlled";

    /// <summary>The checkpoint's name, of lower-case letters, digits and hyphens.</summary>
    public required string Name { get; init; }

    /// <summary>The training data: a corpus of the catalogue, a folder, or "controlled".</summary>
    public required string Data { get; init; }

    /// <summary>The translation direction, for example en-de; null for the controlled pair, which has one direction.</summary>
    public string? Direction { get; init; }

    /// <summary>
    /// A vocabulary of the program, or the path of a SentencePiece model; null for the controlled pair, which has its own vocabulary.
    /// </summary>
    public string? Vocabulary { get; init; }

    /// <summary>The number of training pairs of the controlled pair; at least 1.</summary>
    public int Pairs { get; init; } = 100_000;

    /// <summary>The number of validation pairs of the controlled pair; at least 1.</summary>
    public int ValidationPairs { get; init; } = 500;

    /// <summary>The seed of the controlled pair: of its dictionary, its pairs and its splits.</summary>
    public ulong PairSeed { get; init; } = 1;

    /// <summary>The checkpoint whose weights initialise the model, where it has them; null for random weights.</summary>
    public string? BeginFrom { get; init; }

    /// <summary>
    /// The teacher: an autoregressive checkpoint whose translations of the sources are the targets; null for the corpus's targets.
    /// </summary>
    public string? DistilledBy { get; init; }

    /// <summary>The teacher's beam width; 1 is greedy decoding.</summary>
    public int DistilledBeam { get; init; } = 1;

    /// <summary>
    /// Whether translations of the teacher without end token are targets too, cut at lengths.maxLength tokens. They are 0.3 % of the
    /// captions' targets, and teach the length predictor wrong lengths. Only the recipes of models that were trained with them have true.
    /// </summary>
    public bool EndlessTargets { get; init; }

    /// <summary>
    /// A corpus in the source language, whose translations by the teacher are added to the training pairs; null for none.
    /// </summary>
    public string? MoreSources { get; init; }

    /// <summary>
    /// Whether the checkpoint's matrices are stored in eight bits, which halves its size. It is used for models that only
    /// serve comparisons.
    /// </summary>
    public bool EightBits { get; init; }

    /// <summary>The configuration of model and training. Its vocabulary size is replaced by that of the vocabulary.</summary>
    public required PadirConfig Config { get; init; }

    /// <summary>Whether the data is the controlled pair.</summary>
    public bool IsControlled => Data == Controlled;

    /// <summary>Returns this recipe if it is valid.</summary>
    /// <exception cref="ConfigurationException">The recipe is not valid; the message names the key.</exception>
    public Recipe Checked()
    {
        Checks.Require(
            "name",
            Name,
            Name.Length > 0 && Name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'),
            "lower-case letters, digits and hyphens");
        Checks.Refuse(!IsControlled && Direction is null, "direction is missing; write for example en-de");
        Checks.Refuse(!IsControlled && Vocabulary is null, "vocabulary is missing; name one of padir/vocab or a SentencePiece model");
        Checks.Require("pairs", Pairs, Pairs >= 1, "at least 1");
        Checks.Require("validationPairs", ValidationPairs, ValidationPairs >= 1, "at least 1");
        Checks.Require("distilledBeam", DistilledBeam, DistilledBeam >= 1, "at least 1");
        Checks.Refuse(
            MoreSources is not null && DistilledBy is null,
            "moreSources is there without distilledBy; name the teacher that translates them");
        Checks.Refuse(
            EndlessTargets
                && DistilledBy is null, "endlessTargets is true without distilledBy; name the teacher whose translations they are");
        Checks.Refuse(
            MoreSources is not null && IsControlled,
            "moreSources is there, but the controlled pair makes as many sources as pairs says; raise pairs");
        if (Direction is not null)
        {
            try
            {
                Corpora.Direction.Parse(Direction);
            }
            catch (CorpusException error)
            {
                throw new ConfigurationException($"direction: {error.Message}", error);
            }
        }

        Config.Checked();
        return this;
    }

    /// <summary>Returns the JSON text from which <see cref="Parse"/> makes the same recipe.</summary>
    public string Format() => JsonSerializer.Serialize(this, ConfigurationJson.Options) + "\n";

    /// <summary>Parses a recipe from JSON.</summary>
    /// <exception cref="ConfigurationException">The text is not a recipe, or the recipe is not valid.</exception>
    public static Recipe Parse(string json) => ConfigurationJson.Read<Recipe>(json).Checked();
}
