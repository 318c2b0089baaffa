using Gmlm.Padir.Configuration;
using Gmlm.Padir.Randomness;
using Gmlm.Padir.Tests.Decoding;
using Gmlm.Padir.Training;
using Xunit;

namespace Gmlm.Padir.Tests.Training;

/// <summary>How noise changes a target, and which tokens enter the loss.</summary>
public class CorruptionTests
{
    private static readonly int[] Target = [2, 3, 4, 5, 1];

    [Fact]
    public void Without_noise_the_target_stays()
    {
        var (input, counts) = Apply(new CorruptionOptions { NoiseDensity = 0 }, LossWeighting.Noise, 1);
        Assert.Equal(Target, input);
        Assert.Equal([false, false, false, false, true], counts);
    }

    [Theory]
    [InlineData(InputScheme.Mask, new[] { HandMade.Mask, HandMade.Mask, HandMade.Mask, HandMade.Mask, 1 })]
    [InlineData(InputScheme.MaskRange, new[] { 8, 9, 10, 11, 1 })]
    public void All_noise_and_nothing_else_is_masks(InputScheme scheme, int[] expected)
    {
        var (input, counts) = Apply(new CorruptionOptions { NoiseDensity = 1, Correct = 0, Random = 0, Input = scheme }, LossWeighting.Mask, 1);
        Assert.Equal(expected, input);
        Assert.All(counts, Assert.True);
    }

    [Fact]
    public void Random_words_are_words()
    {
        var seen = Enumerable.Range(0, 200).SelectMany(i => Apply(new CorruptionOptions { NoiseDensity = 1, Correct = 0, Random = 0, Input = InputScheme.Random }, LossWeighting.All, (ulong)i).Input[..^1]);
        Assert.Equal([2, 3, 4, 5, 6], seen.Distinct().Order());
    }

    [Fact]
    public void Weightings_count_what_they_say()
    {
        // Masked, random, correct and unchanged words, distinguished by applying both weightings to the same draws.
        var options = new CorruptionOptions { NoiseDensity = 0.5, Correct = 0.3, Random = 0.3 };
        var (masks, noises) = (0, 0);
        for (ulong key = 0; key < 300; key++)
        {
            var mask = Apply(options, LossWeighting.Mask, key);
            var noise = Apply(options, LossWeighting.Noise, key);
            Assert.Equal(mask.Input, noise.Input);
            for (var i = 0; i < 4; i++)
            {
                Assert.Equal(mask.Input[i] == HandMade.Mask, mask.InLoss[i]);
                Assert.True(noise.InLoss[i] || mask.Input[i] == Target[i]);
                masks += mask.InLoss[i] ? 1 : 0;
                noises += noise.InLoss[i] ? 1 : 0;
            }

            Assert.All(Apply(options, LossWeighting.All, key).InLoss, Assert.True);
        }

        // Binomial(1200, 0.5) and Binomial(1200, 0.2), within six standard deviations.
        Assert.InRange(noises, 600 - 104, 600 + 104);
        Assert.InRange(masks, 240 - 84, 240 + 84);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0, 1)]
    [InlineData(0.3, 0)]
    [InlineData(0, 0.3)]
    [InlineData(0.5, 0.2)]
    public void Correct_and_random_words_have_their_own_shares(double correct, double random)
    {
        // 200 examples of 100 words with id 2, all noised. There are five words, so a random word differs from 2 four times in five.
        int[] target = [.. Enumerable.Repeat(2, 100), 1];
        var options = new CorruptionOptions { NoiseDensity = 1, Correct = correct, Random = random };
        var corruption = new Corruption(options, LossWeighting.All, HandMade.Tokens);
        int[] seen = [.. Enumerable.Range(0, 200).SelectMany(i => corruption.Apply(target, SplitMix64.ForItem(3, 4, i)).Input[..^1])];
        double Share(Func<int, bool> isSo) => seen.Count(isSo) / (double)seen.Length;

        // Six standard deviations of a share of 20,000 words are at most 0.021.
        Assert.Equal(1 - correct - random, Share(id => id == HandMade.Mask), 0.021);
        Assert.Equal(0.8 * random, Share(id => id is not (2 or HandMade.Mask)), 0.021);
        Assert.Equal(correct + (0.2 * random), Share(id => id == 2), 0.021);
    }

    [Fact]
    public void An_unset_density_is_uniform_over_examples()
    {
        // 2,000 examples of 100 words. The shares have the mean and variance of the uniform distribution, 1/2 and 1/12 (plus the binomial
        // 1/600).
        int[] target = [.. Enumerable.Repeat(2, 100), 1];
        var corruption = new Corruption(new CorruptionOptions { Correct = 0, Random = 0 }, LossWeighting.All, HandMade.Tokens);
        double[] shares = [.. Enumerable.Range(0, 2000).Select(i => corruption.Apply(target, SplitMix64.ForItem(1, 2, i)).Input.Count(id => id == HandMade.Mask) / 100.0)];
        var mean = shares.Average();
        Assert.Equal(0.5, mean, 0.04);
        Assert.Equal((1.0 / 12) + (1.0 / 600), shares.Average(share => (share - mean) * (share - mean)), 0.01);
    }

    private static CorruptedTarget Apply(CorruptionOptions options, LossWeighting weighting, ulong key) =>
        new Corruption(options, weighting, HandMade.Tokens).Apply(Target, SplitMix64.ForItem(key, 1, 0));
}
