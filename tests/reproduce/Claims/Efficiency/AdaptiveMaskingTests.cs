using Gmlm.Reproduce.Claims;
using Gmlm.Reproduce.Claims.Efficiency;
using Gmlm.Reproduce.Harness;
using Gmlm.Theory.Chains;
using Gmlm.Theory.Distributions;
using Gmlm.Theory.Estimation;
using Gmlm.Theory.Information;
using Xunit;

namespace Gmlm.Reproduce.Tests.Claims.Efficiency;

public sealed class AdaptiveMaskingTests
{
    private static readonly Instance Spins = Instances.IsingModels(Judge.Context(Profile.Smoke, 5))[1];

    [Fact]
    public void Every_part_notices_the_dropped_weight()
    {
        var parts = AdaptiveMasking.Compare(Judge.Context(Profile.Smoke, 1), tilted: false);
        Assert.Equal(["reversible", "information-equality", "poincare"], parts.Names);
        Assert.All(parts.Names, part => Assert.Equal(Verdict.Violated, parts.Outcome(part).Verdict));
    }

    [Fact]
    public void Masks_that_ignore_the_sample_are_the_ordinary_ones()
    {
        var masks = MaskDistribution.UniformOfSize(Spins.Length, 2);
        var adaptive = AdaptiveMasks.From(Spins.Space, [.. masks.Masks], (_, _) => 1);
        var ordinary = PseudolikelihoodInformation.At(Spins.Family, Spins.Parameters, Spins.Truth, masks);
        var (hessian, scores) = AdaptiveInformation.At(Spins.Family, Spins.Truth, adaptive);
        Assert.Equal(0, (hessian - ordinary.Hessian).FrobeniusNorm(), 1e-13);
        Assert.Equal(0, (scores - ordinary.ScoreCovariance).FrobeniusNorm(), 1e-13);
        var chain = new AdaptiveBlockDynamics(Spins.Truth, adaptive);
        Assert.Equal(new BlockDynamics(Spins.Truth, masks).SpectralGap, chain.SpectralGap, 1e-12);
        Assert.Equal(0, (chain.Kernel() - new BlockDynamics(Spins.Truth, masks).Kernel()).FrobeniusNorm(), 1e-13);
    }

    [Fact]
    public void The_hessian_is_the_second_derivative_of_the_loss()
    {
        var adaptive = AdaptiveMasks.Surprising(Spins.Truth, 2);
        var (hessian, _) = AdaptiveInformation.At(Spins.Family, Spins.Truth, adaptive);
        for (var j = 0; j < Spins.Parameters.Length; j++)
        {
            for (var i = 0; i < Spins.Parameters.Length; i++)
            {
                var second = FiniteDifference.Derivative(
                    Spins.Parameters, i, at => FiniteDifference.Derivative(at, j, parameters => Loss(adaptive, parameters)));
                Assert.Equal(hessian[i, j], second, 1e-6);
            }
        }
    }

    /// <summary>w made from the model's own surprise: the loss is differentiated through w too.</summary>
    [Fact]
    public void The_hessian_through_the_models_own_surprise_is_the_second_derivative_of_the_loss()
    {
        var adaptive = AdaptiveMasks.Surprising(Spins.Truth, 2);
        var slopes = SurpriseSlopes.Of(Spins.Family, Spins.Truth, adaptive);
        var (hessian, scores) = AdaptiveInformation.At(Spins.Family, Spins.Truth, adaptive, slopes: slopes);
        Assert.Equal(0, (hessian - scores).FrobeniusNorm(), 1e-12);
        for (var j = 0; j < Spins.Parameters.Length; j++)
        {
            for (var i = 0; i < Spins.Parameters.Length; i++)
            {
                var second = FiniteDifference.Derivative(
                    Spins.Parameters, i, at => FiniteDifference.Derivative(at, j, parameters => Loss(adaptive, parameters, through: true)));
                Assert.Equal(hessian[i, j], second, 1e-6);
            }
        }
    }

    [Fact]
    public void Through_the_models_own_surprise_the_bound_is_missed_by_far()
    {
        var parts = new MarginParts(1e-9, "none");
        var ratios = AdaptiveMasking.Through(Judge.Context(Profile.Smoke, 1), parts);
        Assert.True(ratios.Max() > 5, $"{string.Join(", ", ratios)}");
        Assert.Equal(Verdict.Violated, parts.Outcome("poincare").Verdict);
    }

    // E over (x, K) ~ p(x) w(K given x) of −log p_θ(x_K given x_{−K}, K), with p_θ(x_K given x_{−K}, K) ∝ p_θ(x) w(K given x).
    private static double Loss(AdaptiveMasks masks, double[] parameters, bool through = false)
    {
        var model = Spins.Family.At(parameters);
        double loss = 0;
        for (var m = 0; m < masks.Masks.Count; m++)
        {
            var row = masks.Row(m).ToArray();
            var own = through ? AdaptiveMasks.Surprising(model, int.PopCount(masks.Masks[m])).Row(m).ToArray() : row;
            for (var x = 0; x < row.Length; x++)
            {
                var block = Enumerable.Range(0, row.Length).Where(y => (y & ~masks.Masks[m]) == (x & ~masks.Masks[m])).Sum(y => model[y] * own[y]);
                loss -= Spins.Truth[x] * row[x] * Math.Log(model[x] * own[x] / block);
            }
        }

        return loss;
    }
}
