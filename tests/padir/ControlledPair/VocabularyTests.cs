using Gmlm.Padir.ControlledPair;
using Gmlm.Padir.Randomness;
using Xunit;

namespace Gmlm.Padir.Tests.ControlledPair;

public class VocabularyTests
{
    private static readonly PairVocabulary Vocabulary = Grammars.One.Vocabulary;

    // After the special ids and the source words.
    private static int FirstTargetWord => 4 + Vocabulary.SourceWordCount;

    [Fact]
    public void Special_ids_are_where_SentencePiece_has_them_and_masks_at_the_top()
    {
        Assert.Equal(["[PAD]", "[EOS]", "[UNK]", "[BOS]", "sir"], Enumerable.Range(0, 5).Select(Vocabulary.Word));
        Assert.Equal("[MASK]", Vocabulary.Word(Vocabulary.Count - 1));
        Assert.Equal(("[MASK]", "[LENGTH]"), (Vocabulary.Word(Vocabulary.Mask), Vocabulary.Word(Vocabulary.Length)));
        Assert.Equal(["[MASK_1]", "[MASK_25]"], new[] { 0, 24 }.Select(i => Vocabulary.Word(Vocabulary.PositionMask(i))));
    }

    [Fact]
    public void Masks_are_the_ids_that_hide_a_token()
    {
        var masks = Enumerable.Range(0, Vocabulary.Count).Where(Vocabulary.IsMask).Select(Vocabulary.Word);
        Assert.Equal([.. Enumerable.Range(1, 25).Reverse().Select(i => $"[MASK_{i}]"), "[MASK]"], masks);
    }

    [Fact]
    public void There_are_enough_words_and_every_id_has_one_of_its_own()
    {
        Assert.InRange(Vocabulary.TargetWordCount, 150, 1000);
        Assert.Equal(Vocabulary.Count, 4 + Vocabulary.SourceWordCount + Vocabulary.TargetWordCount + PairVocabulary.PositionMasks + 2);
        Assert.All(Enumerable.Range(0, Vocabulary.Count), id => Assert.Equal(id, Vocabulary.Id(Vocabulary.Word(id))));
    }

    [Fact]
    public void Text_goes_to_ids_and_back()
    {
        foreach (var source in Grammars.Sources(Grammars.One, 5, 200))
        {
            var target = Grammars.One.SampleTarget(Grammars.One.Read(source)!, new SplitMix64(7));
            Assert.Equal(source, Vocabulary.Encode(Vocabulary.Decode(source)));
            Assert.Equal(target, Vocabulary.Encode(Vocabulary.Decode(target)));
            Assert.All(target, id => Assert.InRange(id, FirstTargetWord, FirstTargetWord + Vocabulary.TargetWordCount - 1));
            Assert.All(source, id => Assert.InRange(id, 4, FirstTargetWord - 1));
        }
    }

    [Fact]
    public void Decoding_stops_at_the_end_and_shows_masks()
    {
        int[] ids = [Vocabulary.Length, PairVocabulary.Bos, Vocabulary.Id("dog"), Vocabulary.Mask, PairVocabulary.Eos, Vocabulary.Id("cat"), PairVocabulary.Pad];
        Assert.Equal("dog [MASK]", Vocabulary.Decode(ids));
        Assert.Equal([Vocabulary.Id("dog"), PairVocabulary.Unknown], Vocabulary.Encode(" dog  zebra"));
        Assert.Throws<ArgumentOutOfRangeException>(() => Vocabulary.Word(Vocabulary.Count));
        Assert.Throws<ArgumentOutOfRangeException>(() => Vocabulary.PositionMask(25));
    }
}
