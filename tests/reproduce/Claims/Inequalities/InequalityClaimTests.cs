using Gmlm.Reproduce.Claims.Inequalities;
using Gmlm.Reproduce.Harness;
using Xunit;

namespace Gmlm.Reproduce.Tests.Claims.Inequalities;

public class InequalityClaimTests
{
    public static readonly ClaimExperiment[] Section =
    [
        new DirichletFormFormulas(), new PoincareInequality(), new BlockReversible(), new GapProduct(), new GapMonotone(), new ParallelSpeedup(),
        new Dobrushin(), new MixingFromGap(), new EntropyTensorizationBound(), new EntropyProduct(), new EntropyImpliesPoincare(),
    ];

    public static TheoryData<string> Ids => [.. Section.Select(claim => claim.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Claim_holds_and_its_control_does_not(string id)
    {
        foreach (var seed in new[] { 1UL, 2UL, 3UL })
        {
            HoldsAndIsControlled(id, Profile.Smoke, seed);
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    [Trait("Category", "Slow")]
    public void Claim_holds_over_the_report_grid(string id)
    {
        foreach (var seed in new[] { 20240721UL, 5UL, 77UL })
        {
            HoldsAndIsControlled(id, Profile.Standard, seed);
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    [Trait("Category", "Slow")]
    public void Claim_holds_whatever_the_seed(string id)
    {
        for (var seed = 100UL; seed < 140; seed++)
        {
            HoldsAndIsControlled(id, Profile.Smoke, seed);
        }
    }

    private static void HoldsAndIsControlled(string id, Profile profile, ulong seed) =>
        Judge.HoldsAndIsControlled(Section.Single(claim => claim.Id == id), profile, seed);
}
