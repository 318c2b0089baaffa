using Gmlm.Padir.ControlledPair;
using Gmlm.Padir.Randomness;
using Xunit;

namespace Gmlm.Padir.Tests.ControlledPair;

public class CorpusTests
{
    private static readonly PairCorpus Corpus = new(Grammars.One, 8);

    [Fact]
    public void Splits_share_no_source()
    {
        var train = Corpus.Pairs(PairSplit.Train).Take(20_000).Select(pair => string.Join(' ', pair.Source)).ToHashSet();
        var validation = Corpus.Pairs(PairSplit.Validation).Take(2000).Select(pair => string.Join(' ', pair.Source)).ToHashSet();
        var test = Corpus.Pairs(PairSplit.Test).Take(2000).Select(pair => string.Join(' ', pair.Source)).ToHashSet();
        Assert.False(train.Overlaps(validation) || train.Overlaps(test) || validation.Overlaps(test));
        Assert.InRange(train.Count, 15_000, 20_000);
    }

    [Fact]
    public void Every_pair_is_a_source_of_its_split_with_a_translation()
    {
        foreach (var split in Enum.GetValues<PairSplit>())
        {
            foreach (var (source, target) in Corpus.Pairs(split).Take(200))
            {
                Assert.Equal(split, Corpus.SplitOf(source));
                Assert.True(Grammars.One.IsValid(source, target));
            }
        }
    }

    [Fact]
    public void The_splits_have_their_shares()
    {
        // Nearly 20,000 distinct sources. The band is 6 standard deviations plus an allowance for repeated sources; it is exceeded with
        // probability below 10⁻⁶.
        var shares = Grammars.Sources(Grammars.One, 3, 20_000).Select(source => Corpus.SplitOf(source)).CountBy(split => split).ToDictionary();
        Assert.InRange(shares[PairSplit.Test], 1000 - 185, 1000 + 185);
        Assert.InRange(shares[PairSplit.Validation], 1000 - 185, 1000 + 185);
    }

    [Fact]
    public void A_pair_depends_on_its_number_alone()
    {
        var (first, again) = (Corpus.Pairs(PairSplit.Train).Take(50).ToList(), new PairCorpus(new ControlledGrammar(1), 8));
        for (var i = 49; i >= 0; i--)
        {
            var (source, target) = again.Pair(PairSplit.Train, i);
            Assert.Equal(first[i].Source, source);
            Assert.Equal(first[i].Target, target);
        }

        Assert.Equal(first[20].Target, Corpus.Pairs(PairSplit.Train, 20).First().Target);
        Assert.NotEqual(first[0].Source, new PairCorpus(Grammars.One, 9).Pair(PairSplit.Train, 0).Source);
        Assert.Throws<ArgumentOutOfRangeException>(() => Corpus.Pair(PairSplit.Train, -1));
    }
}
