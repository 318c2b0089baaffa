using Gmlm.Reproduce.Claims.Joint;
using Gmlm.Reproduce.Harness;
using Xunit;

namespace Gmlm.Reproduce.Tests.Claims.Joint;

public sealed class FiniteSampleTests
{
    [Theory]
    [InlineData(0, 4)] // P = 1 over 10⁻⁴
    [InlineData(1, 3.99999)] // P = 1 − 0.95^1000
    [InlineData(1000, -296)] // 0.05^1000 is below 10⁻³⁰⁰
    public void The_margin_is_a_binomial_tail(int count, double expected) => Assert.Equal(expected, FiniteSample.Margin(count, 1000, 1e-4), 1e-4);

    [Fact]
    public void The_tail_is_the_sum_of_the_binomial_law()
    {
        var sum = Enumerable.Range(8, 93).Sum(j => MathNet.Numerics.SpecialFunctions.Binomial(100, j) * Math.Pow(0.05, j) * Math.Pow(0.95, 100 - j));
        Assert.Equal(Math.Log10(sum), FiniteSample.Margin(8, 100, 1), 1e-9);
    }

    [Fact]
    public void Models_carry_what_the_bound_needs()
    {
        var models = FiniteSampleModels.All(Judge.Context(Profile.Smoke, 1));
        Assert.Equal([64, 64, 64, 512], models.Select(one => one.Size));
        Assert.All(models, one => Assert.InRange(one.LargestLoss, 0.5, 50));

        // On the population itself nothing deviates.
        Assert.All(models, one =>
        {
            var deviations = one.Deviations(Gmlm.Theory.Objectives.MaskedData.Product(one.Truth, one.Masks));
            Assert.All(deviations, deviation => Assert.Equal(0, deviation, 1e-13));
        });
    }

    /// <summary>log(1/β): β is the least conditional that any model gives any token.</summary>
    [Fact]
    public void The_largest_loss_is_that_of_all_models()
    {
        var interval = FiniteSampleModels.All(Judge.Context(Profile.Smoke, 1))[^1];
        // The strongest coupling of the interval is 1: against three equal neighbours a spin of a clique has σ(−6).
        Assert.Equal(Math.Log(1 + Math.Exp(6)), interval.LargestLoss, 1e-12);
        Assert.Equal(interval.LargestLoss * Math.Sqrt(Math.Log(512 / 1e-4) / (2 * 50)), interval.Allowance(50, 1e-4), 1e-12);
    }

    /// <summary>With the allowance divided by a little less the check holds, by a little more it does not: by definition, from the counts.</summary>
    [Fact]
    public void The_least_divisor_is_where_the_check_begins_to_fail()
    {
        var scope = Judge.Context(Profile.Smoke, 3);
        foreach (var models in FiniteSampleModels.All(scope))
        {
            var deviations = FiniteSample.Simulate(models, 50, 200, scope);
            var divisor = FiniteSample.LeastDivisor(models, 50, deviations, 1e-5);
            Assert.InRange(divisor.Value, 1, 50);
            foreach (var (factor, holds) in new[] { (0.999, true), (1.001, false) })
            {
                var allowed = (models.Allowance(50, 0.05) / (factor * divisor.Value)) + models.Slack;
                Assert.Equal(holds, FiniteSample.Margin(deviations.Count(one => one.Max() > allowed), 200, 1e-5) >= 0);
            }
        }
    }

    [Fact]
    public void The_slack_of_the_cover_is_enough()
    {
        // Couplings next to each other are 1/256 apart, a point of the cover is at most 1/1024 away: the deviation moves by four slacks at most.
        var models = FiniteSampleModels.All(Judge.Context(Profile.Smoke, 1))[^1];
        var sampler = new Gmlm.Theory.Estimation.PairSampler(models.Truth, models.Masks);
        for (var seed = 1UL; seed <= 50; seed++)
        {
            var deviations = models.Deviations(sampler.Draw(3, new Gmlm.Theory.Random.RandomStream(seed)));
            Assert.All(deviations.Zip(deviations.Skip(1)), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, models.Slack * 4));
        }
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void Holds_for_any_seed_and_the_control_for_none()
    {
        for (var seed = 1UL; seed <= 200; seed++)
        {
            Judge.HoldsAndIsControlled(new FiniteSample(), Profile.Smoke, seed);
        }
    }
}
