using CsCheck;
using Gmlm.Padir.Corpora;
using Xunit;

namespace Gmlm.Padir.Tests.Corpora;

/// <summary>Compares leak-free splits of made-up corpora with the definitions, by brute force.</summary>
public sealed class SplitTests
{
    private static readonly string[] Lexicon = ["a", "b", "c", "d", "e", "f", "g", "h", "Tom", "7"];
    private static readonly Gen<string> Sentence = Gen.Int[0, Lexicon.Length - 1].Array[1, 6].Select(words => string.Join(' ', words.Select(word => Lexicon[word])));
    private static readonly Gen<SentencePair> Pair = Gen.Select(Sentence, Sentence, (source, target) => new SentencePair(source, target));

    [Theory]
    [InlineData("Tom's dog is 5 years old.", "Mary’s DOG is 12 years old!")]
    [InlineData("Toms Hund", "Marias Hund")]
    [InlineData("Tom, come here", "Come here, John...")]
    [InlineData("It's 5:30.", "its")]
    [InlineData("co-operate", "cooperate")]
    [InlineData("ÄRGER", "ärger")]
    public void FoldsAlike(string a, string b) => Assert.Equal(FoldedText.Fold(a), FoldedText.Fold(b));

    [Theory]
    [InlineData("Tomorrow", "orrow")]
    [InlineData("The dog sleeps", "The cat sleeps")]
    [InlineData("für", "fur")]
    [InlineData("It's his", "It his")]
    public void FoldsApart(string a, string b) => Assert.NotEqual(FoldedText.Fold(a), FoldedText.Fold(b));

    [Theory]
    [InlineData("Tom! 1999...", "")]
    [InlineData("日本語 𠜎 한국어", "日本語𠜎한국어")]
    public void FoldIs(string text, string fold) => Assert.Equal(fold, FoldedText.Fold(text));

    [Fact]
    public void TidyLeavesSingleSpaces() => Assert.Equal("a b c", FoldedText.Tidy(" a\u00A0 b\u00AD\u200B\tc\u3000"));

    [Fact]
    public void NoHeldOutSentenceOccursElsewhere() => Pair.List[0, 60].Sample(
        pairs =>
        {
            var splits = GroupedSplit.Make(pairs, heldOutPairs: 3);
            IReadOnlyList<SentencePair>[] parts = [splits.Train, splits.Validation, splits.Test];
            return Disjoint(parts, pair => pair.Source) && Disjoint(parts, pair => pair.Target)
                && parts.Sum(part => part.Count) + splits.Dropped.Sum(dropped => dropped.Count) == pairs.Count;
        },
        iter: 300);

    [Fact]
    public void ASplitIsDecidedBySeedAndSentencesAlone()
    {
        SentencePair[] pairs = [.. Enumerable.Range(0, 200).Select(i => new SentencePair(Word(i), Word(1000 + i)))];
        var split = GroupedSplit.Make(pairs, heldOutPairs: 20);

        Assert.Equal((160, 20, 20), (split.Train.Count, split.Validation.Count, split.Test.Count));
        Assert.Equal(split.Test.Order(BySource), GroupedSplit.Make(pairs.Reverse(), heldOutPairs: 20).Test.Order(BySource));
        Assert.NotEqual(split.Test, GroupedSplit.Make(pairs, heldOutPairs: 20, seed: 2).Test);
    }

    [Fact]
    public void LinkedPairsStayTogether()
    {
        // Pairs 1 and 2 share a source, 2 and 3 a target except for the name; pair 4 is linked to none.
        SentencePair[] pairs = [new("Go.", "Geh."), new("go", "Los, Tom!"), new("Come on!", "Los, Maria."), new("Other", "Anderes")];
        var splits = GroupedSplit.Make(pairs, heldOutPairs: 1);
        Assert.Empty(splits.Train);
        Assert.Equal([1, 3], new[] { splits.Test.Count, splits.Validation.Count }.Order());
    }

    [Theory]
    [InlineData(60)]
    [InlineData(40)]
    [InlineData(100)]
    [InlineData(1)]
    public void NearIsJaccardByBruteForce(int percent) => Gen.Select(Sentence.List[0, 8], Sentence).Sample(
        (heldOut, sentence) => new NearDuplicates(heldOut, percent).Near(sentence) == heldOut.Any(other => 100 * Jaccard(sentence, other) >= percent - 1e-9),
        iter: 2000);

    [Fact]
    public void EitherSideCountsAndOnlyAgainstItsOwnSide()
    {
        SentencePair[] heldOut = [new("un om merge", "a man walks")];
        SentencePair[] pairs = [new("un om merge acum", "something else"), new("altceva", "A man walks."), new("a man walks", "un om merge"), new("departe", "far")];
        Assert.Equal(pairs[2..], NearDuplicates.Without(pairs, heldOut));
    }

    private static readonly IComparer<SentencePair> BySource = Comparer<SentencePair>.Create((a, b) => string.CompareOrdinal(a.Source, b.Source));

    private static string Word(int number) => string.Concat(number.ToString(System.Globalization.CultureInfo.InvariantCulture).Select(digit => (char)('a' + (digit - '0'))));

    private static double Jaccard(string a, string b)
    {
        var (x, y) = (a.ToLowerInvariant().Split(' ').ToHashSet(), b.ToLowerInvariant().Split(' ').ToHashSet());
        return (double)x.Intersect(y).Count() / x.Union(y).Count();
    }

    private static bool Disjoint(IReadOnlyList<SentencePair>[] parts, Func<SentencePair, string> side) =>
        parts.SelectMany(part => part.Select(side).Select(FoldedText.Fold).Distinct()).GroupBy(fold => fold).All(group => group.Count() == 1);
}
