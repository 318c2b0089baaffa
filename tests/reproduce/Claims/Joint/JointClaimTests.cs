using Gmlm.Reproduce.Claims.Efficiency;
using Gmlm.Reproduce.Claims.Joint;
using Gmlm.Reproduce.Harness;
using Xunit;

namespace Gmlm.Reproduce.Tests.Claims.Joint;

public sealed class JointClaimTests
{
    private static readonly ClaimExperiment[] All =
    [
        new Pinsker(), new JointFromConditionals(), new FiniteSample(), new ConditionalsCanMislead(), new TrainedTokenwise(), new AnyOrder(),
        new AdaptiveMasking(), new AdaptiveGain(),
    ];

    public static TheoryData<string> Ids => [.. All.Select(claim => claim.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Holds_and_is_controlled(string id)
    {
        foreach (var seed in new ulong[] { 1, 2, 3 })
        {
            Judge.HoldsAndIsControlled(All.Single(claim => claim.Id == id), Profile.Smoke, seed);
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    [Trait("Category", "Slow")]
    public void Holds_over_the_standard_grid(string id) => Judge.HoldsAndIsControlled(All.Single(claim => claim.Id == id), Profile.Standard, 20240721);
}
