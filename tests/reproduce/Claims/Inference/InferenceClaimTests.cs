using Gmlm.Reproduce.Claims;
using Gmlm.Reproduce.Claims.Inference;
using Gmlm.Reproduce.Harness;
using Gmlm.Theory.Information;
using Xunit;

namespace Gmlm.Reproduce.Tests.Claims.Inference;

public sealed class InferenceClaimTests
{
    public static TheoryData<ClaimExperiment> Claims =>
        [new ProductBest(), new ParallelStationary(), new LargerMode(), new IndependentStuck(), new KGibbsFast(), new KGibbsLumped(), new DependentSeparation(), new OneShotError(),
            new CanvasLikelihood(), new CanvasMoves(), new CanvasAgreement(), new InformationCurveLoss(), new ScheduleShape(), new OptimalSchedule(),
            new EntropyBoundedSteps(), new SureIsNotInformative(), new ThresholdSteps(), new DraftAndVerify()];

    [Theory]
    [MemberData(nameof(Claims))]
    public void HoldsAndIsControlled(ClaimExperiment claim)
    {
        foreach (var seed in new ulong[] { 1, 2, 3 })
        {
            Judge.HoldsAndIsControlled(claim, Profile.Smoke, seed);
        }
    }

    [Theory]
    [MemberData(nameof(Claims))]
    [Trait("Category", "Slow")]
    public void HoldsOverTheWholeGrid(ClaimExperiment claim) => Judge.HoldsAndIsControlled(claim, Profile.Full, 20240721);

    [Fact]
    public void OneSpinAtATimeDoesNotSeparate()
    {
        var parts = DependentSeparation.NewParts();
        DependentSeparation.Compare(parts, 10, 4, 1, 5);
        Assert.Equal(Verdict.Violated, parts.Outcome("rate").Verdict);
        Assert.Equal(Verdict.Holds, parts.Outcome("independent-bound").Verdict);
    }

    [Fact]
    public void DecodingPositionByPositionInRandomOrderLosesNothing()
    {
        var instance = Instances.Tables(Judge.Context(Profile.Smoke, 5))[0];
        Assert.Equal(0, PartitionDecoding.MeanLoss(instance.Truth, instance.Length), 1e-12);
        Assert.True(PartitionDecoding.MeanLoss(instance.Truth, 1) > 0.01);
    }
}
