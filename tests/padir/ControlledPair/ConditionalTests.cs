using CsCheck;
using Gmlm.Padir.ControlledPair;
using Gmlm.Padir.Randomness;
using Xunit;

namespace Gmlm.Padir.Tests.ControlledPair;

/// <summary>
/// Compares marginals, conditionals and information with sums over the list of translations, which are computed independently here.
/// </summary>
public class ConditionalTests
{
    private static readonly Gen<FixedLengthTranslations> Given = Gen.ULong.Select(seed =>
    {
        var random = new SplitMix64(seed);
        var all = Grammars.ByLength(Grammars.One.Translations(Grammars.One.Source(Grammars.One.SampleMeaning(random)))).ToList();
        return all[random.Next(all.Count)];
    });

    [Fact]
    public void Conditional_marginals_are_ratios_of_sums_over_the_translations_that_agree() =>
        Gen.Select(Given, Gen.ULong).Sample(
            (p, seed) =>
            {
                var random = new SplitMix64(seed);
                var from = p.Translations[random.Next(p.Translations.Count)].Tokens;
                int[] pattern = [.. from.Select(token => random.Next(3) == 0 ? token : FixedLengthTranslations.Hidden)];
                var given = p.Given(pattern)!;
                var agreeing = p.Translations.Where(item => item.Tokens.Zip(pattern).All(pair => pair.Second < 0 || pair.First == pair.Second)).ToList();
                for (var i = 0; i < p.Length; i++)
                {
                    var tokens = agreeing.Select(item => item.Tokens[i]).ToHashSet();
                    Assert.Equal(tokens, given.Marginals[i].Keys.ToHashSet());
                    foreach (var token in tokens)
                    {
                        var expected = agreeing.Where(item => item.Tokens[i] == token).Sum(item => item.Probability) / agreeing.Sum(item => item.Probability);
                        Assert.Equal(expected, given.Marginals[i][token], 1e-12);
                    }
                }
            },
            iter: 150,
            threads: 1);

    [Fact]
    public void Mutual_information_is_the_divergence_of_two_positions_from_the_product_of_their_marginals() =>
        Gen.Select(Given, Gen.ULong).Sample(
            (p, seed) =>
            {
                var random = new SplitMix64(seed);
                var (i, j) = (random.Next(p.Length), random.Next(p.Length));
                var divergence = 0.0;
                foreach (var (tokens, probability) in p.Translations)
                {
                    var together = p.Translations.Where(item => item.Tokens[i] == tokens[i] && item.Tokens[j] == tokens[j]).Sum(item => item.Probability);
                    divergence += probability * Math.Log(together / (p.Marginals[i][tokens[i]] * p.Marginals[j][tokens[j]]));
                }

                Assert.Equal(divergence, p.MutualInformation(i, j), 1e-9);
                Assert.Equal(p.MutualInformation(j, i), p.MutualInformation(i, j), 1e-12);
                Assert.Equal(p.PositionEntropy(i), p.MutualInformation(i, i), 1e-9);
                Assert.InRange(p.MutualInformation(i, j), 0, Math.Min(p.PositionEntropy(i), p.PositionEntropy(j)) + 1e-9);
                Assert.True(i == j || p.MutualInformation(i, j) <= p.TotalCorrelation + 1e-9);
            },
            iter: 300,
            threads: 1);

    [Fact]
    public void Total_correlation_is_the_divergence_of_the_joint_from_the_product_of_its_marginals() =>
        Given.Sample(
            p =>
            {
                var divergence = 0.0;
                foreach (var (tokens, probability) in p.Translations)
                {
                    var product = 1.0;
                    for (var i = 0; i < p.Length; i++)
                    {
                        product *= p.Translations.Where(item => item.Tokens[i] == tokens[i]).Sum(item => item.Probability);
                    }

                    divergence += probability * Math.Log(probability / product);
                }

                Assert.Equal(divergence, p.TotalCorrelation, 9);
                Assert.Equal(divergence, DecodingOutcome.Of(p, RevealRules.OneShot).Loss, 9);
            },
            iter: 150,
            threads: 1);

    [Fact]
    public void By_hand()
    {
        // Two tokens that must agree, such as a determiner and its noun: p(1,1) = ¾, p(2,2) = ¼, so both marginals are (¾, ¼).
        var p = new TranslationDistribution([new([1, 1], 3), new([2, 2], 1)]).GivenLength(2)!;
        var entropy = -(0.75 * Math.Log(0.75)) - (0.25 * Math.Log(0.25));
        Assert.Equal(entropy, p.Entropy, 1e-12);
        Assert.Equal(entropy, p.PositionEntropy(1), 1e-12);
        Assert.Equal(entropy, p.TotalCorrelation, 1e-12);
        Assert.Equal(9.0 / 16 + 1.0 / 16, DecodingOutcome.Of(p, RevealRules.OneShot).ValidProbability, 1e-12);
        Assert.Equal(1, p.Given([FixedLengthTranslations.Hidden, 2])!.Marginals[0][2]);
        Assert.Null(p.Given([1, 2]));
        Assert.Throws<ArgumentException>(() => p.Given([1]));
        Assert.Throws<ArgumentException>(() => p.GivenNearly([1]));
    }

    [Fact]
    public void With_a_wrong_token_the_translations_that_agree_most_remain()
    {
        var p = new TranslationDistribution([new([1, 1, 5], 3), new([2, 2, 5], 1), new([2, 3, 4], 1)]).GivenLength(3)!;
        Assert.Equal(p.Given([2, -1, -1])!.Translations, p.GivenNearly([2, -1, -1]).Translations);
        Assert.Equal([2, 2, 5], Assert.Single(p.GivenNearly([1, 2, 5]).Translations.Skip(1)).Tokens); // [1 1 5] and [2 2 5] are one token away
        Assert.Equal(0.75, p.GivenNearly([1, 2, 5]).Translations[0].Probability, 1e-12);
        Assert.Equal([2, 3, 4], Assert.Single(p.GivenNearly([1, 3, 4]).Translations).Tokens);
        Assert.Equal(p.Translations, p.GivenNearly([9, 9, 9]).Translations);
    }
}
