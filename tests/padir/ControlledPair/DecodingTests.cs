using CsCheck;
using Gmlm.Padir.ControlledPair;
using Gmlm.Padir.Randomness;
using Xunit;

namespace Gmlm.Padir.Tests.ControlledPair;

public class DecodingTests
{
    private static readonly Gen<(FixedLengthTranslations P, int[][] Blocks)> Cases = Gen.ULong.Select(seed =>
    {
        var random = new SplitMix64(seed);
        var all = Grammars.ByLength(Grammars.One.Translations(Grammars.One.Source(Grammars.One.SampleMeaning(random)))).ToList();
        var p = all[random.Next(all.Count)];
        var steps = 1 + random.Next(4);
        var blocks = random.Shuffled(Enumerable.Range(0, p.Length)).GroupBy(_ => random.Next(steps)).Select(group => group.ToArray()).ToArray();
        return (p, blocks);
    });

    [Fact]
    public void The_loss_of_a_partition_is_the_divergence_from_the_distribution_of_its_outputs() =>
        Cases.Sample(
            item =>
            {
                var (p, blocks) = item;
                double divergence = 0, valid = 0;
                foreach (var (tokens, probability) in p.Translations)
                {
                    var q = OutputProbability(p, blocks, tokens);
                    divergence += probability * Math.Log(probability / q);
                    valid += q;
                }

                var outcome = DecodingOutcome.Of(p, Partition(blocks));
                Assert.Equal(divergence, outcome.Loss, 9);
                Assert.Equal(valid, outcome.ValidProbability, 9);
            },
            iter: 120,
            threads: 1);

    [Fact]
    public void A_finer_partition_never_loses_more() =>
        Cases.Sample(
            item =>
            {
                var (p, blocks) = item;
                int[][] finer = [.. blocks.SelectMany(block => new[] { block[..(block.Length / 2)], block[(block.Length / 2)..] }).Where(block => block.Length > 0)];
                Assert.True(DecodingOutcome.Of(p, Partition(finer)).Loss <= DecodingOutcome.Of(p, Partition(blocks)).Loss + 1e-9);
            },
            iter: 100,
            threads: 1);

    [Fact]
    public void One_token_at_a_time_loses_nothing() =>
        Cases.Sample(
            item =>
            {
                foreach (var rule in new[] { LeftToRight, RevealRules.EasyFirst(item.P.Length) })
                {
                    var outcome = DecodingOutcome.Of(item.P, rule);
                    Assert.Equal(0, outcome.Loss, 9);
                    Assert.Equal(1, outcome.ValidProbability, 9);
                }

                var (all, easy) = (DecodingOutcome.Of(item.P, RevealRules.OneShot), DecodingOutcome.Of(item.P, RevealRules.EasyFirst(1)));
                Assert.Equal(all.Loss, easy.Loss, 9);
                Assert.Equal(all.ValidProbability, easy.ValidProbability, 9);
            },
            iter: 40,
            threads: 1);

    [Fact]
    public void Easy_first_takes_the_surest_positions_and_as_many_as_the_schedule_asks_for()
    {
        var p = new TranslationDistribution([new([1, 1, 7, 5], 5), new([2, 2, 7, 5], 2), new([2, 2, 7, 6], 2)]).GivenLength(4)!;
        var rule = RevealRules.EasyFirst(2);
        Assert.Equal([2, 3], rule(p, [0, 1, 2, 3], 0));
        Assert.Equal([0, 1], rule(p, [0, 1], 1));
        Assert.Equal([2], RevealRules.EasyFirst(9)(p, [0, 1, 2, 3], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => RevealRules.EasyFirst(0));
    }

    [Fact]
    public void More_easy_first_steps_lose_less_on_average()
    {
        var all = Grammars.Sources(Grammars.One, 31, 60).SelectMany(source => Grammars.ByLength(Grammars.One.Translations(source))).ToList();
        var losses = new[] { 1, 2, 4, 8 }.Select(steps => all.Average(p => DecodingOutcome.Of(p, RevealRules.EasyFirst(steps)).Loss)).ToList();
        Assert.Equal(losses.OrderDescending(), losses);
        Assert.True(losses[0] > 2 * losses[3], string.Join(' ', losses));
    }

    [Fact]
    public void Simulated_outputs_are_valid_as_often_as_computed_and_mix_modes_else()
    {
        const int Draws = 5000;
        var translations = Grammars.One.Translations(Grammars.One.Vocabulary.Encode("today the young fox sees a dog"));
        var p = translations.GivenLength(8)!;
        var random = new SplitMix64(41);
        var kinds = Enumerable.Range(0, Draws).Select(_ => translations.Classify([.. p.Marginals.Select(marginal => Draw(marginal, random))])).CountBy(kind => kind).ToDictionary();
        var expected = DecodingOutcome.Of(p, RevealRules.OneShot).ValidProbability;

        // Five standard deviations are exceeded with probability below 10⁻⁶.
        Assert.InRange((kinds[OutputKind.Valid] - Draws * expected) / Math.Sqrt(Draws * expected * (1 - expected)), -5, 5);
        Assert.Equal(Draws - kinds[OutputKind.Valid], kinds[OutputKind.ModeMixing]);
    }

    [Fact]
    public void A_rule_that_does_not_fill_each_position_once_is_refused()
    {
        var p = new TranslationDistribution([new([1, 1], 3), new([2, 2], 1)]).GivenLength(2)!;
        Assert.Throws<ArgumentException>(() => DecodingOutcome.Of(p, Partition([[0]])));
        Assert.Throws<ArgumentException>(() => DecodingOutcome.Of(p, Partition([[0], [0, 1]])));
        Assert.Throws<ArgumentException>(() => DecodingOutcome.Of(p, Partition([[0, 0], [1]])));
        Assert.Throws<ArgumentException>(() => DecodingOutcome.Of(p, Partition([[], [0, 1]])));
        Assert.Throws<ArgumentException>(() => DecodingOutcome.Of(p, Partition([[0, 2], [1]])));
    }

    // One position at a time, from left to right, as autoregressive decoding does.
    private static RevealRule LeftToRight => (_, hidden, _) => [hidden[0]];

    // The blocks of a fixed partition of the positions, one after another.
    private static RevealRule Partition(int[][] blocks) => (_, _, step) => step < blocks.Length
        ? blocks[step]
        : throw new ArgumentException("the blocks leave a position out", nameof(blocks));

    // q(x) = ∏_blocks ∏_{i in block} p(x_i | x of the previous blocks), from sums over the list.
    private static double OutputProbability(FixedLengthTranslations p, int[][] blocks, IReadOnlyList<int> tokens)
    {
        var (q, visible) = (1.0, new List<int>());
        foreach (var block in blocks)
        {
            var agreeing = p.Translations.Where(item => visible.TrueForAll(i => item.Tokens[i] == tokens[i])).ToList();
            foreach (var i in block)
            {
                q *= agreeing.Where(item => item.Tokens[i] == tokens[i]).Sum(item => item.Probability) / agreeing.Sum(item => item.Probability);
            }

            visible.AddRange(block);
        }

        return q;
    }

    private static int Draw(IReadOnlyDictionary<int, double> marginal, SplitMix64 random)
    {
        var left = random.NextDouble();
        return marginal.First(item => (left -= item.Value) < 0 || item.Key == marginal.Last().Key).Key;
    }
}
