using Gmlm.Padir.ControlledPair;
using Gmlm.Padir.Randomness;
using Xunit;

namespace Gmlm.Padir.Tests.ControlledPair;

public class CountTests
{
    [Fact]
    public void There_are_at_least_a_million_sources() => Assert.True(FrameCount.Sources(Grammars.One) >= 1_000_000);

    [Fact]
    public void More_than_half_of_the_sources_have_four_translations_of_one_length()
    {
        Assert.True(2 * FrameCount.EntangledSources(Grammars.One) >= FrameCount.Sources(Grammars.One));
        Assert.InRange(FrameCount.EntangledProbability(Grammars.One), 0.5, 1);
    }

    [Theory]
    [InlineData(false, true, 6 * 24 * 8 * 2 * 6 * 8)]
    [InlineData(true, false, 6 * 8 * 24 * 8 * 2 * 6)]
    public void Multiplication_counts_what_enumeration_finds(bool adjective, bool other, int expected)
    {
        var grammar = Grammars.One;
        var translator = new MeaningTranslator(grammar.Lexicon);
        var sources = new HashSet<string>();
        var entangled = 0;
        Frame? frame = null;
        Span<int> lengths = stackalloc int[ControlledGrammar.LongestSentence + 1];
        foreach (var meaning in Grammars.Small(adjective, other))
        {
            frame ??= Frame.Of(meaning);
            var tokens = grammar.Source(meaning);
            Assert.True(sources.Add(string.Join(' ', tokens)));
            Assert.Equal(frame.Value.SourceLength, tokens.Length);
            lengths.Clear();
            foreach (var choices in translator.All(meaning))
            {
                lengths[grammar.Target(meaning, choices).Length]++;
            }

            entangled += lengths.IndexOfAnyInRange(4, 256) >= 0 ? 1 : 0;
        }

        Assert.Equal(expected, sources.Count);
        Assert.Equal(expected, FrameCount.Of(frame!.Value));
        Assert.Equal(entangled, FrameCount.Entangled(frame.Value));
        Assert.InRange(entangled, 1, expected - 1);
    }

    [Fact]
    public void The_share_of_entangled_sources_is_the_sampled_one()
    {
        // With 4,000 draws, 5 standard deviations are exceeded with probability below 10⁻⁶.
        const int Draws = 4000;
        var share = FrameCount.EntangledProbability(Grammars.One);
        var found = Grammars.Sources(Grammars.One, 11, Draws)
            .Count(source => Grammars.One.Translations(source).Translations.GroupBy(item => item.Tokens.Count).Max(group => group.Count()) >= 4);
        Assert.InRange((found - Draws * share) / Math.Sqrt(Draws * share * (1 - share)), -5, 5);
    }

    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(3, 1, 8)]
    [InlineData(2, 2, 8)]
    [InlineData(1, 3, 6)]
    public void The_largest_coefficient_is_that_of_the_product(int equal, int longer, int expected) =>
        Assert.Equal(expected, FrameCount.MostOfOneLength(equal, longer));

    [Fact]
    public void Frames_have_probabilities_that_sum_to_one_and_hold_sources_of_5_to_24_tokens()
    {
        var frames = Grammars.One.Frames;
        Assert.Equal(1, frames.Frames.Sum(frames.Probability), 12);
        Assert.All(frames.Frames, frame =>
        {
            Assert.InRange(frame.SourceLength, 5, 24);
            Assert.InRange(frame.ShortestTarget, 5, 24);
            Assert.InRange(frame.LongestTarget, 5, 24);
        });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Sources_are_drawn_from_their_probabilities(ulong seed) => DrawsMatch(seed);

    [Fact]
    [Trait("Category", "Slow")]
    public void Sources_are_drawn_from_their_probabilities_under_200_seeds()
    {
        for (var seed = 1000UL; seed < 1200; seed++)
        {
            DrawsMatch(seed);
        }
    }

    // A correct generator fails with probability 10⁻⁶.
    private static void DrawsMatch(ulong seed)
    {
        const int Draws = 50_000;
        var frames = Grammars.One.Frames;
        var random = new SplitMix64(seed);
        var counts = Enumerable.Range(0, Draws).Select(_ => Frame.Of(Grammars.One.SampleMeaning(random))).CountBy(frame => frame).ToDictionary();
        var (statistic, limit) = Grammars.ChiSquare(frames.Frames.Select(frame => (frames.Probability(frame), counts.GetValueOrDefault(frame))), Draws);
        Assert.InRange(statistic, 0, limit);
        Assert.All(counts.Keys, frame => Assert.True(frames.Probability(frame) > 0));
    }
}
