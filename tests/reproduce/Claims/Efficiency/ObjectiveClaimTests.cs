using Gmlm.Reproduce.Claims;
using Gmlm.Reproduce.Claims.Efficiency;
using Gmlm.Reproduce.Harness;
using Gmlm.Theory.Distributions;
using Xunit;

namespace Gmlm.Reproduce.Tests.Claims.Efficiency;

public sealed class ObjectiveClaimTests
{
    public static TheoryData<ClaimExperiment> Claims =>
        [new MaximumLikelihood(), new WeightedPseudolikelihood(), new KPseudolikelihood(), new PseudolikelihoodInterpolates(), new ConditionalRecovery()];

    [Theory]
    [MemberData(nameof(Claims))]
    public void HoldsAndIsControlled(ClaimExperiment claim)
    {
        foreach (var seed in new ulong[] { 1, 2, 3 })
        {
            var verdict = Judge.HoldsAndIsControlled(claim, Profile.Smoke, seed);
            Assert.Equal(verdict.Check!.Instances, verdict.Control!.Instances);
        }
    }

    [Theory]
    [MemberData(nameof(Claims))]
    [Trait("Category", "Slow")]
    public void HoldsOverTheWholeGrid(ClaimExperiment claim) => Judge.HoldsAndIsControlled(claim, Profile.Full, 20240721);

    [Fact]
    public void EveryPartOfTheLikelihoodCheckNoticesContamination()
    {
        var parts = MaximumLikelihood.Compare(Judge.Context(Profile.Smoke, 1), MaximumLikelihood.Contaminated);
        Assert.Equal(["loss", "gradient", "recovery", "moments"], parts.Names);
        Assert.All(parts.Names, part => Assert.Equal(Verdict.Violated, parts.Outcome(part).Verdict));
    }

    [Fact]
    public void BothPartsOfThePseudolikelihoodCheckNoticeTheWrongBlock()
    {
        var parts = WeightedPseudolikelihood.Compare(Judge.Context(Profile.Smoke, 1), WeightedPseudolikelihood.Shifted);
        Assert.All(parts.Names, part => Assert.Equal(Verdict.Violated, parts.Outcome(part).Verdict));
    }

    [Fact]
    public void TheGridRepeatsForTheSameSeedOnly()
    {
        var first = Instances.All(Judge.Context(Profile.Standard, 1));
        var again = Instances.All(Judge.Context(Profile.Standard, 1));
        var other = Instances.All(Judge.Context(Profile.Standard, 2));
        Assert.Equal(first.Count, first.Select(instance => instance.Name).Distinct().Count());
        Assert.All(first.Zip(again), pair => Assert.Equal(pair.First.Parameters, pair.Second.Parameters));
        Assert.NotEqual(first[^1].Parameters, other[^1].Parameters);
    }

    [Fact]
    public void ConditionalsSumToOneOverBlocks()
    {
        var instance = Instances.Tables(Judge.Context(Profile.Full, 4))[^1];
        var conditional = Conditionals.Of(instance.Truth, 0b10);
        Assert.All(instance.Space.Bases(0b10), first => Assert.Equal(1, instance.Space.Offsets(0b10).Sum(offset => conditional[first + offset]), 1e-14));
    }
}
