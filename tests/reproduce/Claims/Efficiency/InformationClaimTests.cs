using Gmlm.Reproduce.Claims;
using Gmlm.Reproduce.Claims.Efficiency;
using Gmlm.Reproduce.Harness;
using Xunit;

namespace Gmlm.Reproduce.Tests.Claims.Efficiency;

public class InformationClaimTests
{
    private static readonly ClaimExperiment[] All =
        [new AsymptoticNormality(), new InformationEquality(), new MaskingMore(), new InformationNesting(), new MleLimit(), new FisherBlock(), new PoincareVariance()];

    public static TheoryData<string, ulong> Grid => [.. from claim in All from seed in new[] { 1UL, 2UL, 3UL } select (claim.Id, seed)];

    [Theory]
    [MemberData(nameof(Grid))]
    public void Claim_holds_and_its_control_does_not(string id, ulong seed)
    {
        var verdict = Judge.HoldsAndIsControlled(All.Single(claim => claim.Id == id), Profile.Smoke, seed);
        Assert.True(verdict.Check!.Instances >= 8, $"{verdict.Check.Instances} instances");
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void Exact_claims_hold_for_any_seed()
    {
        foreach (var claim in All.Where(claim => claim is not AsymptoticNormality))
        {
            for (var seed = 0UL; seed < 60; seed++)
            {
                // Nesting runs over all pairs of masks: its larger grids take seconds.
                var profile = seed % 20 != 0 || claim is InformationNesting ? Profile.Smoke : Profile.Full;
                Judge.HoldsAndIsControlled(claim, profile, seed);
            }
        }
    }

    [Fact]
    public void The_same_context_gives_the_same_result()
    {
        foreach (var id in new[] { "asymptotic-normality", "masking-more" })
        {
            ExperimentResult first = Run(id, 5), second = Run(id, 5);
            Assert.Equal(first.Verdicts, second.Verdicts);
            Assert.Equal(first.Metrics, second.Metrics);
        }
    }

    [Fact]
    public void Misspecified_data_reverse_the_order_of_masks_in_most_draws()
    {
        var share = new MaskingMore().Execute(Judge.Context(Profile.Standard, 1)).Metrics.Single(metric => metric.Name == "misspecified.share-violated");
        Assert.InRange(share.Value, 0.6, 0.9);
    }

    [Theory]
    [InlineData("price.j0.05.k1", 2.795)]
    [InlineData("price.j0.05.k2", 1.517)]
    [InlineData("price.j0.05.k3", 1.132)]
    [InlineData("price.j0.05.k4", 1)]
    public void Price_of_masking_less_follows_from_the_reference_traces(string name, double price) =>
        Assert.Equal(price, Run("mle-limit", 1).Metrics.Single(metric => metric.Name == name).Value, 2e-3);

    [Fact]
    public void Poincare_bound_is_tight_on_the_weak_clique()
    {
        foreach (var metric in Run("poincare-variance", 1).Metrics.Where(metric => metric.Name.StartsWith("tightness", StringComparison.Ordinal)))
        {
            Assert.InRange(metric.Value, 0.999, 1 + 1e-9);
        }
    }

    private static ExperimentResult Run(string id, ulong seed) =>
        All.Single(claim => claim.Id == id).Execute(Judge.Context(Profile.Smoke, seed));
}
