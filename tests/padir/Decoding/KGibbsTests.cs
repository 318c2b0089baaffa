using Gmlm.Padir.ControlledPair;
using Gmlm.Padir.Decoding;
using Gmlm.Padir.Tests.ControlledPair;
using Xunit;

namespace Gmlm.Padir.Tests.Decoding;

public class KGibbsTests
{
    private static readonly FixedLengthTranslations Entangled = Grammars.Sources(Grammars.One, 71, 200)
        .SelectMany(source => Grammars.ByLength(Grammars.One.Translations(source)))
        .First(p => p.Translations.Count is >= 4 and <= 12 && DecodingOutcome.Of(p, RevealRules.OneShot).ValidProbability < 0.8);

    [Theory, InlineData(1), InlineData(3)]
    public void Joint_draws_keep_the_distribution(int k)
    {
        const int Draws = 4000;
        var (chain, random) = (new KGibbs(Entangled, k, jointly: true), new Random(7));
        var counts = Entangled.Translations.ToDictionary(item => string.Join(' ', item.Tokens), _ => 0);
        for (var i = 0; i < Draws; i++)
        {
            var left = random.NextDouble();
            var start = Entangled.Translations.First(item => (left -= item.Probability) < 0 || item == Entangled.Translations[^1]);
            counts[string.Join(' ', chain.Step(start.Tokens, random))]++;
        }

        var (statistic, limit) = Grammars.ChiSquare(Entangled.Translations.Select(item => (item.Probability, counts[string.Join(' ', item.Tokens)])), Draws);
        Assert.True(statistic < limit, $"χ² {statistic} ≥ {limit}");
    }

    [Theory, InlineData(true), InlineData(false)]
    public void An_independent_draw_of_all_words_is_one_shot_decoding(bool jointly)
    {
        const int Draws = 2000;
        var (chain, random) = (new KGibbs(Entangled, Entangled.Length, jointly), new Random(8));
        var start = Entangled.Translations[0].Tokens;
        var valid = Enumerable.Range(0, Draws).Count(_ => Entangled.Given(chain.Step(start, random)) is not null);
        var exact = jointly ? 1 : DecodingOutcome.Of(Entangled, RevealRules.OneShot).ValidProbability;
        var band = 4.9 * Math.Sqrt(Draws * exact * (1 - exact));
        Assert.InRange(valid, (Draws * exact) - band, (Draws * exact) + band);
    }

    [Fact]
    public void Only_k_positions_change_even_in_a_mixture_and_k_is_checked()
    {
        var (chain, random) = (new KGibbs(Entangled, 2, jointly: false), new Random(9));
        int[] tokens = [.. Enumerable.Range(0, Entangled.Length).Select(i => Entangled.Translations[i % 2].Tokens[i])];
        for (var i = 0; i < 200; i++)
        {
            var next = chain.Step(tokens, random);
            Assert.InRange(Grammars.Hamming(tokens, next), 0, 2);
            tokens = next;
        }

        Assert.Contains("k is 0", Assert.Throws<DecodingException>(() => new KGibbs(Entangled, 0, true)).Message);
        Assert.Throws<DecodingException>(() => new KGibbs(Entangled, Entangled.Length + 1, true));
    }
}
