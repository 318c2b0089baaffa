
using Gmlm.Theory.Statements;
using Gmlm.Theory.Statements.Inequalities;

using Xunit;

namespace Gmlm.Theory.Tests.Statements;

public class InequalityStatementTests
{
    public static readonly Statement[] Section =
    [
        new DirichletFormFormulas(), new PoincareInequality(), new BlockReversible(), new GapProduct(), new GapMonotone(), new ParallelSpeedup(),
        new Dobrushin(), new MixingFromGap(), new EntropyTensorizationBound(), new EntropyProduct(), new EntropyImpliesPoincare(),
    ];

    public static TheoryData<string> Ids => [.. Section.Select(statement => statement.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Statement_holds_and_its_control_does_not(string id)
    {
        foreach (var seed in new[] { 1UL, 2UL, 3UL })
        {
            HoldsAndIsControlled(id, Effort.Smoke, seed);
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    [Trait("Category", "Slow")]
    public void Statement_holds_over_the_report_grid(string id)
    {
        foreach (var seed in new[] { 20240721UL, 5UL, 77UL })
        {
            HoldsAndIsControlled(id, Effort.Standard, seed);
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    [Trait("Category", "Slow")]
    public void Statement_holds_whatever_the_seed(string id)
    {
        for (var seed = 100UL; seed < 140; seed++)
        {
            HoldsAndIsControlled(id, Effort.Smoke, seed);
        }
    }

    [Fact]
    public void Section_is_complete_and_in_order() =>
        Assert.Equal(Enumerable.Range(1, 11).Select(i => $"B{i:00}"), Section.Select(statement => statement.Order));

    private static void HoldsAndIsControlled(string id, Effort effort, ulong seed) =>
        Judge.HoldsAndIsControlled(Section.Single(statement => statement.Id == id), effort, seed);
}
