using Gmlm.Padir.Configuration;
using Gmlm.Padir.ControlledPair;
using Gmlm.Padir.Decoding;
using Gmlm.Padir.T5;
using Gmlm.Padir.Tokens;

namespace Gmlm.Padir.Models;

/// <summary>Converts texts to a model's token ids and back.</summary>
/// <param name="Tokens">The special ids.</param>
/// <param name="Size">The number of token ids, which is the number of rows of the embedding.</param>
/// <param name="Sha256">SHA-256 of the SentencePiece model; null for the controlled pair.</param>
/// <param name="Encode">Returns the ids of a text, without end token.</param>
/// <param name="Decode">Returns the text of ids, up to the first end token.</param>
/// <param name="Piece">Returns the text of a single id, for traces.</param>
public sealed record TokenCodec(
    DecodingTokens Tokens,
    int Size,
    string? Sha256,
    Func<string, int[]> Encode,
    Func<IReadOnlyList<int>, string> Decode,
    Func<int, string> Piece)
{
    /// <summary>
    /// The codec of a recipe. A vocabulary of the program takes precedence over a file of the same name; <c>./NAME</c> names the file.
    /// </summary>
    /// <exception cref="ConfigurationException">The network's special ids differ from the vocabulary's.</exception>
    /// <exception cref="IOException">The vocabulary's file cannot be read.</exception>
    /// <exception cref="InvalidDataException">The file is not a SentencePiece model.</exception>
    public static TokenCodec Of(Recipe recipe)
    {
        var codec = recipe.IsControlled
            ? Of(new ControlledGrammar(recipe.PairSeed).Vocabulary)
            : Of(Vocabulary.Find(recipe.Vocabulary!));
        Require("padId", recipe.Config.Network.PadId, codec.Tokens.Pad);
        Require("eosId", recipe.Config.Network.EosId, codec.Tokens.End);
        return codec;
    }

    /// <summary>The codec of a checkpoint, whose vocabulary must be the one that it was trained with.</summary>
    /// <exception cref="CheckpointException">The vocabulary that the recipe names has changed since training.</exception>
    /// <exception cref="IOException">The vocabulary's file cannot be read.</exception>
    /// <exception cref="InvalidDataException">The file is not a SentencePiece model.</exception>
    public static TokenCodec Of(CheckpointManifest manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        try
        {
            var (codec, rows) = (Of(manifest.Recipe), manifest.Recipe.Config.Network.VocabularySize);
            var trained = manifest.VocabularySha256 ?? "one that the manifest does not name";
            Checks.Refuse(
                codec.Sha256 != manifest.VocabularySha256,
                $"vocabulary {manifest.Recipe.Vocabulary} has the SHA-256 {codec.Sha256}, the model was trained with {trained}");
            Checks.Refuse(
                codec.Size != rows,
                FormattableString.Invariant($"its vocabulary has {codec.Size} ids, its embedding {rows} rows"));
            return codec;
        }
        catch (ConfigurationException error)
        {
            throw new CheckpointException(
                $"{manifest.Recipe.Name}: {error.Message}; take manifest and vocabulary back, or train the model again", error);
        }
    }

    private static void Require(string key, int value, int ofVocabulary) => Checks.Require(
        $"config.network.{key}", value, value == ofVocabulary, FormattableString.Invariant($"the vocabulary's, {ofVocabulary}"));

    /// <summary>The codec of a SentencePiece vocabulary.</summary>
    public static TokenCodec Of(Vocabulary vocabulary) => new(
        DecodingTokens.Of(vocabulary), vocabulary.Size, vocabulary.Sha256, text =>
            vocabulary.Encode(text), vocabulary.Decode, vocabulary.PieceOf);

    /// <summary>The codec of the controlled pair, whose tokens are words.</summary>
    public static TokenCodec Of(PairVocabulary vocabulary) => new(
        DecodingTokens.Of(vocabulary), vocabulary.Count, null, vocabulary.Encode, ids => vocabulary.Decode([.. ids]), vocabulary.Word);
}
