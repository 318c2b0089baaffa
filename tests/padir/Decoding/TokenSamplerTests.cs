using Gmlm.Padir.Decoding;
using Gmlm.Padir.Tests.ControlledPair;
using Xunit;

namespace Gmlm.Padir.Tests.Decoding;

public class TokenSamplerTests
{
    private static readonly double[] Probabilities = [0.1, 0.4, 0.05, 0.25, 0, 0.2];
    private static readonly float[] Logits = [.. Probabilities.Select(p => (float)Math.Log(p) + 3)];

    public static readonly TheoryData<DecodingOptions, double[]> Distributions = new()
    {
        { new() { Temperature = 1 }, Probabilities },
        { new() { Temperature = 1, TopP = 1 }, Probabilities },
        { new() { Temperature = 1, TopK = 3 }, [0, 40.0 / 85, 0, 25.0 / 85, 0, 20.0 / 85] },
        { new() { Temperature = 1, TopP = 0.6 }, [0, 40.0 / 65, 0, 25.0 / 65, 0, 0] },
        { new() { Temperature = 1, TopP = 0.8 }, [0, 40.0 / 85, 0, 25.0 / 85, 0, 20.0 / 85] },
        { new() { Temperature = 0.5 }, [.. Probabilities.Select(p => p * p / Probabilities.Sum(q => q * q))] },
        { new() { Temperature = 0.5, TopK = 2 }, [0, 16 / 22.25, 0, 6.25 / 22.25, 0, 0] },
    };

    [Theory, MemberData(nameof(Distributions))]
    public void Draws_have_their_distribution(DecodingOptions options, double[] distribution)
    {
        const int Draws = 20000;
        var (sampler, random) = (new TokenSampler(options.Checked()), new Random(5));
        var counts = new int[distribution.Length];
        for (var i = 0; i < Draws; i++)
        {
            var (token, logProbability) = sampler.Choose(Logits, random);
            counts[token]++;
            Assert.Equal(Math.Log(Probabilities[token]), logProbability, 5);
        }

        var possible = distribution.Zip(counts).Where(cell => cell.First > 0).ToList();
        Assert.Equal(Draws, possible.Sum(cell => cell.Second));
        var (statistic, limit) = Grammars.ChiSquare(possible, Draws);
        Assert.True(statistic < limit, $"χ² {statistic} ≥ {limit}");
    }

    [Theory, InlineData(0), InlineData(0.00009)]
    public void Below_the_threshold_the_likeliest_is_taken(double temperature)
    {
        var sampler = new TokenSampler(new() { Temperature = temperature });
        Assert.Equal(1, sampler.Choose(Logits, new Random(1)).Token);
        Assert.Equal(0, sampler.Choose([2, 1, 2], new Random(1)).Token); // the first of equally probable tokens
    }

    [Theory, InlineData(float.NaN), InlineData(float.NegativeInfinity), InlineData(float.PositiveInfinity)]
    public void What_is_no_distribution_is_refused(float value)
    {
        var sampler = new TokenSampler(new());
        Assert.Throws<InvalidOperationException>(() => sampler.Choose([value, value], new Random(1)));
    }

    [Fact]
    public void One_token_is_left_by_top_k_where_several_are_equally_probable()
    {
        var (sampler, random) = (new TokenSampler(new() { Temperature = 1, TopK = 1 }), new Random(3));
        Assert.All(Enumerable.Range(0, 50), _ => Assert.Equal(1, sampler.Choose([0, 2, 2, 2], random).Token));
    }
}
