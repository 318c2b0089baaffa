using System.Text.Json;
using Gmlm.Padir.Configuration;
using Gmlm.Padir.Corpora;

namespace Gmlm.Padir.Models;

/// <summary>What a model is trained on and from what: with it, `train` makes the model again.</summary>
public sealed record Recipe
{
    /// <summary>The data's name for the controlled language pair.</summary>
    public const string Controlled = "controlled";

    /// <summary>The checkpoint's name: lower-case letters, digits, hyphens.</summary>
    public required string Name { get; init; }

    /// <summary>A corpus of the catalogue, a folder, or "controlled".</summary>
    public required string Data { get; init; }

    /// <summary>From which language into which; null for the controlled pair, which has one.</summary>
    public string? Direction { get; init; }

    /// <summary>
    /// A vocabulary of the program or the path of a SentencePiece model; null for the controlled pair, which has its own.
    /// </summary>
    public string? Vocabulary { get; init; }

    /// <summary>Of the controlled pair: how many pairs are made for training, and how many to validate.</summary>
    public int Pairs { get; init; } = 100_000;

    /// <inheritdoc cref="Pairs"/>
    public int ValidationPairs { get; init; } = 500;

    /// <summary>Of the controlled pair: decides its dictionary, its pairs and its splits.</summary>
    public ulong PairSeed { get; init; } = 1;

    /// <summary>The checkpoint whose weights it begins with, those that it has; null: random ones.</summary>
    public string? BeginFrom { get; init; }

    /// <summary>The autoregressive checkpoint whose translations of the sources are the targets; null: the corpus's own.</summary>
    public string? DistilledBy { get; init; }

    /// <summary>Of the teacher: how many hypotheses it keeps open while it translates; 1 is greedy decoding.</summary>
    public int DistilledBeam { get; init; } = 1;

    /// <summary>
    /// Whether translations of the teacher that reach no end within lengths.maxLength tokens are targets too, cut there. They are 0.3 %
    /// of the captions' and teach the length predictor lengths that no translation has; only recipes of models that were trained with them
    /// say true.
    /// </summary>
    public bool EndlessTargets { get; init; }

    /// <summary>
    /// A corpus of texts in the source language, whose translations by the teacher are added to the training pairs; null: none.
    /// </summary>
    public string? MoreSources { get; init; }

    /// <summary>
    /// Whether the checkpoint's matrices are stored in eight bits: half the size, for models that are only compared with each other.
    /// </summary>
    public bool EightBits { get; init; }

    /// <summary>The model. Its vocabulary size is the vocabulary's, whatever is written here.</summary>
    public required PadirConfig Config { get; init; }

    /// <summary>Whether it is on the controlled pair.</summary>
    public bool IsControlled => Data == Controlled;

    /// <summary>This recipe, if it can be followed.</summary>
    /// <exception cref="ConfigurationException">It cannot; the message names the key.</exception>
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

    /// <summary>The text that <see cref="Parse"/> reads back.</summary>
    public string Format() => JsonSerializer.Serialize(this, ConfigurationJson.Options) + "\n";

    /// <summary>Reads a recipe.</summary>
    /// <exception cref="ConfigurationException">It is not one, or cannot be followed.</exception>
    public static Recipe Parse(string json) => ConfigurationJson.Read<Recipe>(json).Checked();
}
