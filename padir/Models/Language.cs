using Gmlm.Padir.ControlledPair;
using Gmlm.Padir.Decoding;
using Gmlm.Padir.Tokens;

namespace Gmlm.Padir.Models;

/// <summary>How a model's texts become token ids and back.</summary>
/// <param name="Tokens">The special ids.</param>
/// <param name="Size">Rows of the embedding.</param>
/// <param name="Sha256">Of the SentencePiece model; null for the controlled pair.</param>
/// <param name="Encode">A text to ids, without end.</param>
/// <param name="Decode">Ids to a text, up to the first end.</param>
/// <param name="Piece">How a single id is shown in a trace.</param>
public sealed record Language(DecodingTokens Tokens, int Size, string? Sha256, Func<string, int[]> Encode, Func<IReadOnlyList<int>, string> Decode, Func<int, string> Piece)
{
    /// <summary>Of a recipe.</summary>
    /// <exception cref="IOException">The vocabulary's file cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is no SentencePiece model.</exception>
    public static Language Of(Recipe recipe)
    {
        if (recipe.IsControlled)
        {
            return Of(new ControlledGrammar(recipe.PairSeed).Vocabulary);
        }

        var name = recipe.Vocabulary!;
        return Of(File.Exists(name) ? Vocabulary.Load(name) : Vocabulary.Named(name));
    }

    /// <summary>Of a SentencePiece vocabulary.</summary>
    public static Language Of(Vocabulary vocabulary) => new(
        DecodingTokens.Of(vocabulary), vocabulary.Size, vocabulary.Sha256, text => vocabulary.Encode(text), vocabulary.Decode, vocabulary.PieceOf);

    /// <summary>Of the controlled pair, whose words are its tokens.</summary>
    public static Language Of(PairVocabulary vocabulary) => new(
        DecodingTokens.Of(vocabulary), vocabulary.Count, null, vocabulary.Encode, ids => vocabulary.Decode([.. ids]), vocabulary.Word);
}
