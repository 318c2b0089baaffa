using Gmlm.Reproduce.Claims.Joint;
using Gmlm.Reproduce.Harness;
using Gmlm.Theory.Distributions;
using Xunit;

namespace Gmlm.Reproduce.Tests.Claims.Joint;

public sealed class ConditionalsCanMisleadTests
{
    [Theory]
    [InlineData(3, 0.5)]
    [InlineData(4, 1)]
    public void The_excess_is_the_difference_of_the_losses(int clique, double coupling)
    {
        FiniteDistribution truth = Ising.Clique(clique, clique, coupling, 0).Distribution(), model = Ising.Clique(clique, clique, coupling, 0.3).Distribution();
        for (var size = 1; size <= clique; size++)
        {
            var masks = MaskDistribution.UniformOfSize(clique, size);
            var difference = Enumerable.Range(0, masks.Masks.Count).Sum(m =>
                masks.Weights[m] * (Conditionals.LogLoss(truth, model, masks.Masks[m]) - Conditionals.LogLoss(truth, truth, masks.Masks[m])));
            Assert.Equal(difference, ConditionalsCanMislead.Excess(clique, coupling, size), 1e-13);
        }
    }

    /// <summary>With everything masked and J → ∞ two points remain: KL(½ ‖ σ(2hm)) = log cosh(h m).</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    public void With_everything_masked_the_weights_of_the_modes_are_seen(int clique) =>
        Assert.Equal(Math.Log(Math.Cosh(0.3 * clique)), ConditionalsCanMislead.Excess(clique, 12, clique), 1e-12);
}
