using Gmlm.Padir.Corpora;
using Xunit;

namespace Gmlm.Padir.Tests.Corpora;

public sealed class CatalogueTests
{
    [Fact]
    public void EveryFileIsPinned()
    {
        Assert.Equal(["multi30k", "multi30k-captions", "tatoeba-en-de", "ro-sts", "newstest2014-de-en", "newstest2016-en-ro"], Catalogue.All.Select(entry => entry.Name));
        Assert.All(Catalogue.All, entry =>
        {
            Assert.Matches("^https://[a-z.]+/.*/[0-9a-f]{40}/.*$", entry.Address);
            Assert.EndsWith("/", entry.Address);
            Assert.All(entry.Files, file => Assert.Matches("^[0-9a-f]{64}$", file.Sha256));
            Assert.All(entry.Files, file => Assert.True(file.Bytes > 0));
            Assert.Equal(entry.Files.Select(file => file.Name).Order(), entry.Splits.Values.Concat(entry.Texts?.Values ?? []).SelectMany(files => files).Distinct().Order());
            Assert.All(entry.Directions, direction => Direction.Parse(direction));
        });
        Assert.Distinct(Catalogue.All.SelectMany(entry => entry.Files).Select(file => file.Sha256));
    }

    [Theory]
    [InlineData("multi30k", "train", "train")]
    [InlineData("multi30k", "test", "test_2016_flickr")]
    [InlineData("ro-sts", "test", "test")]
    public void SplitsHaveNames(string name, string split, string full) => Assert.Equal(full, Catalogue.Find(name).SplitName(split));

    [Theory]
    [InlineData("multi30k", "test_2017_flickr", "no checksum of it is pinned")]
    [InlineData("multi30k", "test_2017_mscoco", "put test_2017_mscoco.en and test_2017_mscoco.de (or .gz) into a folder and give the folder in place of multi30k, with --direction en-de")]
    [InlineData("multi30k", "dev", "it has train, val, test_2016_flickr, test_2018_flickr, and from a folder of your own test_2017_flickr, test_2017_mscoco")]
    [InlineData("newstest2014-de-en", "train", "it has test")]
    public void OtherSplitsAreWrongUsage(string name, string split, string says)
    {
        var error = Assert.Throws<CorpusException>(() => Catalogue.Find(name).SplitName(split));
        Assert.Equal(CorpusProblem.Usage, error.Problem);
        Assert.Contains(says, error.Message);
    }

    [Fact]
    public void TextsAreNoPairs()
    {
        var captions = Catalogue.Find("multi30k-captions");
        var error = Assert.Throws<CorpusException>(() => captions.DirectionOf(null));
        Assert.Equal("multi30k-captions has no sentence pairs, only texts in en, de; give a corpus of pairs", error.Message);
        Assert.Contains("it has them in en, de", Assert.Throws<CorpusException>(() => captions.TextFiles("fr")).Message);
        Assert.Contains("give a corpus of texts", Assert.Throws<CorpusException>(() => Catalogue.Find("ro-sts").TextFiles("ro")).Message);
    }

    [Fact]
    public void AnUnknownNameListsTheKnown() => Assert.Contains("multi30k, multi30k-captions, tatoeba-en-de", Assert.Throws<CorpusException>(() => Catalogue.Find("wmt")).Message);

    [Fact]
    public void AnotherDirectionListsTheKnown() => Assert.Contains("en-de, de-en", Assert.Throws<CorpusException>(() => Catalogue.Find("multi30k").DirectionOf(new Direction("en", "fr"))).Message);

    [Theory]
    [InlineData("")]
    [InlineData("en")]
    [InlineData("en-")]
    [InlineData("en-en")]
    [InlineData("en-de-fr")]
    [InlineData("../x-de")]
    public void ADirectionIsTwoLanguages(string text) => Assert.Equal(CorpusProblem.Usage, Assert.Throws<CorpusException>(() => Direction.Parse(text)).Problem);
}
