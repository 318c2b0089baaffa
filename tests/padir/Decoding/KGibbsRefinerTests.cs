using Gmlm.Padir.ControlledPair;
using Gmlm.Padir.Decoding;
using Gmlm.Padir.Randomness;
using Gmlm.Padir.Tests.ControlledPair;
using Xunit;

namespace Gmlm.Padir.Tests.Decoding;

/// <summary>Runs the refinement on exact conditionals. Joint draws keep the distribution, and independent draws do not.</summary>
public class KGibbsRefinerTests
{
    private const int Hidden = 2;

    // Sources whose target words depend on each other, with few enough translations to sum over.
    private static readonly (int[] Source, FixedLengthTranslations Distribution) Entangled = Grammars.Sources(Grammars.One, 71, 400)
        .SelectMany(source => Grammars.ByLength(Grammars.One.Translations(source)).Select(distribution => (Source: source, Distribution: distribution)))
        .First(item => item.Distribution.Translations.Count is >= 4 and <= 12 && Independent(item.Distribution) < 0.97);

    private static readonly DecodingTokens Tokens = DecodingTokens.Of(Grammars.One.Vocabulary);

    [Theory]
    [InlineData(KGibbsOrder.Random, 1, 1)]
    [InlineData(KGibbsOrder.Random, 2, 3)]
    [InlineData(KGibbsOrder.SurestFirst, 3, 2)]
    [InlineData(KGibbsOrder.SurestFirst, 99, 1)]
    public void Joint_draws_keep_the_distribution(KGibbsOrder order, int positions, int steps)
    {
        const int Draws = 2000;
        var refined = Refine(new() { Order = order, Positions = positions, Steps = steps }, Sample(Draws));
        var counts = refined.CountBy(Text).ToDictionary();
        Assert.Equal(Draws, Entangled.Distribution.Translations.Sum(item => counts.GetValueOrDefault(Text(item.Tokens)))); // All outputs are valid.

        // The limit is exceeded by chance with probability 10⁻⁶.
        var (statistic, limit) = Grammars.ChiSquare(Entangled.Distribution.Translations.Select(item => (item.Probability, counts.GetValueOrDefault(Text(item.Tokens)))), Draws);
        Assert.True(statistic < limit, $"χ² {statistic} ≥ {limit}");
    }

    [Fact]
    public void Independent_draws_mix_modes_as_often_as_the_exact_sum_says()
    {
        const int Draws = 2000;
        var refined = Refine(new() { Jointly = false, Positions = Hidden }, Sample(Draws));
        var (valid, exact) = (refined.Count(item => Entangled.Distribution.Given([.. item]) is not null), Independent(Entangled.Distribution));

        // A band of 4.9 standard deviations, which is left by chance with probability 10⁻⁶. Draws from the distribution itself would all be
        // valid.
        var band = 4.9 * Math.Sqrt(Draws * exact * (1 - exact));
        Assert.InRange(valid, (Draws * exact) - band, (Draws * exact) + band);
        Assert.True(Draws * exact + band < Draws, "No band of valid ones alone.");
    }

    [Fact]
    public void Jointly_refined_a_mixture_becomes_valid_and_stays_so()
    {
        var model = new IdealDecodingModel(Grammars.One, [Entangled.Source]);
        var mixed = new ParallelDecoder(new() { Iterations = 1, Temperature = 1 }, Tokens).Decode(model, [.. Enumerable.Repeat(new Candidate(0, Entangled.Distribution.Length), 300)], new Random(3));
        var (before, after) = (mixed.Select(Valid).ToList(), new KGibbsRefiner(new() { Positions = 3, Steps = 12 }, Tokens).Refine(model, mixed, new Random(4)).Select(Valid).ToList());
        Assert.All(before.Zip(after), pair => Assert.True(pair.Second || !pair.First));
        Assert.InRange(before.Count(valid => valid), 1, 285);
        Assert.True(after.Count(valid => valid) > before.Count(valid => valid));

        static bool Valid(DecodedCandidate candidate) => Entangled.Distribution.Given([.. candidate.Tokens]) is not null;
    }

    [Fact]
    public void The_score_is_the_conditional_probability_of_the_drawn_words()
    {
        // All words are hidden, so a joint draw has the distribution p itself.
        var options = new KGibbsOptions { Positions = 99, LengthAlpha = 0.5 };
        var all = new KGibbsRefiner(options, Tokens).Refine(new IdealDecodingModel(Grammars.One, [Entangled.Source]), Candidates(Sample(50)), new Random(5));
        Assert.All(all, item => Assert.Equal(
            Math.Log(Entangled.Distribution.Translations.Single(known => known.Tokens.SequenceEqual(item.Tokens)).Probability) / Math.Sqrt((5.0 + item.Tokens.Count) / 6), item.Score, 4));
    }

    // The probability that one independent step from p gives a valid translation, the mean over all sets H of two positions: Σ_x p(x) Σ_y
    // ∏_{h in H} p(y_h | x_−H).
    private static double Independent(FixedLengthTranslations distribution)
    {
        var sets = from i in Enumerable.Range(0, distribution.Length) from j in Enumerable.Range(i + 1, distribution.Length - i - 1) select (i, j);
        return sets.Average(set => distribution.Translations.Sum(start =>
        {
            var given = distribution.Translations.Where(item => Enumerable.Range(0, distribution.Length).All(k => k == set.i || k == set.j || item.Tokens[k] == start.Tokens[k])).ToList();
            var total = given.Sum(item => item.Probability);
            double Marginal(int position, int token) => given.Where(item => item.Tokens[position] == token).Sum(item => item.Probability) / total;
            return start.Probability * given.Sum(item => Marginal(set.i, item.Tokens[set.i]) * Marginal(set.j, item.Tokens[set.j]));
        }));
    }

    private static List<IReadOnlyList<int>> Sample(int draws)
    {
        var random = new SplitMix64(17);
        return [.. Enumerable.Range(0, draws).Select(_ =>
        {
            var left = random.NextDouble();
            return Entangled.Distribution.Translations.First(item => (left -= item.Probability) < 0 || item == Entangled.Distribution.Translations[^1]).Tokens;
        })];
    }

    private static IReadOnlyList<IReadOnlyList<int>> Refine(KGibbsOptions options, IEnumerable<IReadOnlyList<int>> words)
    {
        var model = new IdealDecodingModel(Grammars.One, [Entangled.Source]);
        return [.. new KGibbsRefiner(options, Tokens).Refine(model, Candidates(words), new Random(7)).Select(item => item.Tokens)];
    }

    private static DecodedCandidate[] Candidates(IEnumerable<IReadOnlyList<int>> words) =>
        [.. words.Select(tokens => new DecodedCandidate(0, tokens, new float[tokens.Count], 0, 1, false, null))];

    private static string Text(IReadOnlyList<int> tokens) => string.Join(' ', tokens);
}
