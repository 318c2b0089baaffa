using Gmlm.Padir.ControlledPair;
using Xunit;

namespace Gmlm.Padir.Tests.ControlledPair;

/// <summary>The README's examples and figures agree with the code.</summary>
public class ReadmeTests
{
    [Theory]
    [InlineData("today the young fox sees a dog")]
    [InlineData("friend some geese wait near this river because they sing")]
    public void Shows_the_translations_of_an_example(string source) =>
        Assert.Contains(SourceDescription.Of(Grammars.One, Grammars.One.Vocabulary.Encode(source)), Text());

    [Fact]
    public void Names_the_counts()
    {
        var (grammar, vocabulary) = (Grammars.One, Grammars.One.Vocabulary);
        var share = (double)FrameCount.EntangledSources(grammar) / (double)FrameCount.Sources(grammar);
        var fox = Multimodality.Of(grammar.Translations(vocabulary.Encode("today the young fox sees a dog")));
        FormattableString[] facts =
        [
            $"{FrameCount.Sources(grammar):N0} distinct sources",
            $"{100 * share:0.0} % of them",
            $"{100 * FrameCount.EntangledProbability(grammar):0.0} % of those sampled",
            $"{vocabulary.SourceWordCount} source words",
            $"{vocabulary.TargetWordCount} target words",
            $"{vocabulary.Count} ids",
            $"is valid with probability {fox.OneShotValid:0.00} and",
            $"the total correlation is {fox.TotalCorrelation:0.00} nats",
        ];
        Assert.All(facts, fact => Assert.Contains(FormattableString.Invariant(fact), Text()));
    }

    private static string Text() => File.ReadAllText(Path.Combine(Checkout.Root, "padir", "ControlledPair", "README.md")).ReplaceLineEndings("\n");
}
