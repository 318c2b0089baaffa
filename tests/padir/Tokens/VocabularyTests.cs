using CsCheck;
using Gmlm.Padir.Tokens;
using Xunit;

namespace Gmlm.Padir.Tests.Tokens;

/// <summary>
/// Compares the committed models with the output of SentencePiece's spm_encode and spm_decode (Fixtures/sentencepiece/make.sh).
/// </summary>
public sealed class VocabularyTests
{
    private static readonly Vocabulary Captions = Vocabulary.Named("multi30k-en-de");

    [Theory]
    [InlineData("multi30k-en-de", 6000)]
    [InlineData("tatoeba-en-de", 8000)]
    [InlineData("ro-sts", 6000)]
    public void EncodesAsSentencePieceDoes(string name, int pieces)
    {
        var vocabulary = Vocabulary.Named(name);
        var sentences = Lines("sentences.txt");
        var expected = Lines($"{name}.ids");

        Assert.Equal(pieces, vocabulary.Pieces);
        Assert.True(sentences.Length > 60 && sentences.Length == expected.Length);
        Assert.All(sentences.Zip(expected), entry => Assert.Equal(Canonical(entry.First, entry.Second), Canonical(entry.First, string.Join(' ', vocabulary.Encode(entry.First)))));

        // “0 00” and “00 0” are equally likely to the last digit, and the two programs round differently, so their order may differ.
        static string Canonical(string sentence, string ids) => sentence.Contains("00") ? string.Join(' ', ids.Split(' ').Order(StringComparer.Ordinal)) : ids;
    }

    [Theory]
    [InlineData("multi30k-en-de")]
    [InlineData("tatoeba-en-de")]
    [InlineData("ro-sts")]
    public void DecodesAsSentencePieceDoes(string name)
    {
        var vocabulary = Vocabulary.Named(name);
        var sequences = Lines("sequences.ids").Select(line => line.Split(' ').Select(int.Parse).ToArray()).ToArray();
        Assert.Equal(Lines($"{name}.decoded"), vocabulary.Decode(sequences));
    }

    [Fact]
    public void KnownTextComesBack() =>
        Gen.Char["abcdefghijklmnopqrstuvwxyzäöüßABCDEFGHIJ .,-!?0123456789'"].Array[0, 60].Select(letters => string.Join(' ', new string(letters).Split(' ', StringSplitOptions.RemoveEmptyEntries)))
            .Sample(text => Captions.Decode(Captions.Encode(text, end: true)) == text, iter: 300);

    [Fact]
    public void AnyTextEncodesIntoPieces() =>
        Gen.String.Sample(text => Captions.Encode(text).All(id => id == Vocabulary.Unknown || (id > Vocabulary.Begin && id < Captions.Pieces)), iter: 300);

    [Fact]
    public void SpecialTokensLieAboveThePieces()
    {
        var vocabulary = Vocabulary.Named("ro-sts", maskRange: 3);

        Assert.Equal((6000, 6001, 6005), (vocabulary.Mask, vocabulary.Length, vocabulary.Size));
        Assert.Equal(["[MASK]", "[LENGTH]", "[MASK_1]", "[MASK_2]", "[MASK_3]"], Enumerable.Range(6000, 5).Select(vocabulary.PieceOf));
        Assert.Equal([6002, 6003, 6004], new[] { 1, 2, 3 }.Select(vocabulary.MaskAt));
        Assert.Equal(["<pad>", "</s>", "<unk>", "<s>"], Enumerable.Range(0, 4).Select(vocabulary.PieceOf));
        Assert.Throws<ArgumentOutOfRangeException>(() => vocabulary.MaskAt(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => vocabulary.MaskAt(4));
        Assert.Throws<ArgumentOutOfRangeException>(() => vocabulary.Decode([6005]));
    }

    [Fact]
    public void NoTextMakesASpecialToken() =>
        Assert.All(Captions.Encode("<pad> </s> <s> [MASK] [LENGTH] [MASK_1] <unk>"), id => Assert.False(id is Vocabulary.Pad or Vocabulary.End or Vocabulary.Begin || id >= Captions.Pieces));

    [Fact]
    public void DecodingStopsAtTheEndAndShowsNoMask()
    {
        var ids = Captions.Encode("A dog");
        Assert.Equal("A dog", Captions.Decode([Vocabulary.Begin, Captions.Mask, .. ids, Captions.MaskAt(2), Vocabulary.Pad, Vocabulary.End, .. ids]));
    }

    [Fact]
    public void BatchesAreTheirParts()
    {
        string[] texts = ["A dog.", "", "Ein Hund."];
        var ids = Captions.Encode(texts, end: true);
        Assert.Equal(texts.Select(text => Captions.Encode(text, end: true)), ids);
        Assert.Equal([Vocabulary.End], ids[1]);
        Assert.Equal(texts, Captions.Decode(ids));
    }

    [Fact]
    public void AFileThatIsNoModelIsNamed()
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, "not a model");
        var error = Assert.Throws<InvalidDataException>(() => Vocabulary.Load(path));
        Assert.Contains(path, error.Message);
        Assert.Contains("make vocab", error.Message);
        File.Delete(path);
    }

    private static string[] Lines(string fixture) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Fixtures", "sentencepiece", fixture)).Split('\n')[..^1];
}
