using Gmlm.Padir.ControlledPair;
using Gmlm.Padir.Randomness;
using Xunit;

namespace Gmlm.Padir.Tests.ControlledPair;

public class SourceTests
{
    [Fact]
    public void A_source_is_read_as_what_it_was_written_from()
    {
        var random = new SplitMix64(3);
        for (var i = 0; i < 3000; i++)
        {
            var meaning = Grammars.One.SampleMeaning(random);
            var source = Grammars.One.Source(meaning);
            Assert.Equal(meaning, Grammars.One.Read(source));
            Assert.InRange(source.Length, 5, 24);
        }
    }

    [Theory]
    [InlineData("today the old dog sleeps")]
    [InlineData("the dog sleeps")]
    [InlineData("today the brave dog sleep")]
    [InlineData("today a dogs slept often")]
    [InlineData("today the brave dogs sleeps")]
    [InlineData("the dog sees the cat while it slept")]
    [InlineData("the dog sees the cat while they sleep")]
    [InlineData("the dog sleeps the brave cat")]
    [InlineData("the brave dog sees today")]
    [InlineData("the dog sleeps behind the cat")]
    [InlineData("the dog sees the river")]
    [InlineData("it sees the brave cat")]
    [InlineData("the dog sleeps while")]
    [InlineData("the dog sleeps while it waits near a house")]
    [InlineData("")]
    public void A_text_that_breaks_a_rule_is_no_source(string text)
    {
        var source = Grammars.One.Vocabulary.Encode(text);
        Assert.Null(Grammars.One.Read(source));
        Assert.Throws<ArgumentException>(() => Grammars.One.Translations(source));
    }

    [Theory]
    [InlineData("today the brave dog sleeps")]
    [InlineData("the dog sees the brave cat while it sleeps")]
    [InlineData("sir sometimes these white geese chased some brown frogs behind this barn but a camel knew them", false)]
    [InlineData("sir sometimes these white geese chased some frogs behind this barn but a camel knew the wolf")]
    public void A_text_that_keeps_the_rules_is_a_source(string text, bool expected = true) =>
        Assert.Equal(expected, Grammars.One.Read(Grammars.One.Vocabulary.Encode(text)) is not null);

    [Fact]
    public void The_seed_decides_the_dictionary_and_nothing_else()
    {
        ControlledGrammar again = new(1), other = new(2);
        foreach (var source in Grammars.Sources(Grammars.One, 9, 50))
        {
            Assert.Equal(SourceDescription.Of(Grammars.One, source), SourceDescription.Of(again, source));
            Assert.NotEqual(SourceDescription.Of(Grammars.One, source), SourceDescription.Of(other, source));
            Assert.NotNull(other.Read(source));
        }

        Assert.Equal(Enumerable.Range(0, other.Vocabulary.Count).Select(other.Vocabulary.Word), Enumerable.Range(0, again.Vocabulary.Count).Select(again.Vocabulary.Word));
    }
}
