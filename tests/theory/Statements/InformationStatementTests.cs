using Gmlm.Theory.Statements;
using Gmlm.Theory.Statements.Efficiency;

using Xunit;

namespace Gmlm.Theory.Tests.Statements;

public class InformationStatementTests
{
    private static readonly Statement[] Statements =
        [new AsymptoticNormality(), new InformationEquality(), new MaskingMore(), new InformationNesting(), new MleLimit(), new FisherBlock(), new PoincareVariance()];

    public static TheoryData<string, ulong> Grid => [.. from statement in Statements from seed in new[] { 1UL, 2UL, 3UL } select (statement.Id, seed)];

    [Theory]
    [MemberData(nameof(Grid))]
    public void Statement_holds_and_its_control_does_not(string id, ulong seed)
    {
        var report = Judge.HoldsAndIsControlled(Statements.Single(statement => statement.Id == id), Effort.Smoke, seed);
        Assert.True(report.Check.Instances >= 8, $"{report.Check.Instances} instances");
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void Exact_statements_hold_for_any_seed()
    {
        foreach (var statement in Statements.Where(statement => statement is not AsymptoticNormality))
        {
            for (var seed = 0UL; seed < 60; seed++)
            {
                // Nesting runs over all pairs of masks: its larger grids take seconds.
                var effort = seed % 20 != 0 || statement is InformationNesting ? Effort.Smoke : Effort.Full;
                Judge.HoldsAndIsControlled(statement, effort, seed);
            }
        }
    }

    [Fact]
    public void The_same_scope_gives_the_same_report()
    {
        foreach (var id in new[] { "asymptotic-normality", "masking-more" })
        {
            StatementReport first = Run(id, 5), second = Run(id, 5);
            Assert.Equal(first.Check, second.Check);
            Assert.Equal(first.Control, second.Control);
            Assert.Equal(first.Quantities, second.Quantities);
        }
    }

    [Fact]
    public void Misspecified_data_reverse_the_order_of_masks_in_most_draws()
    {
        var share = new MaskingMore().Check(new StatementScope(Effort.Standard, 1)).Quantities.Single(quantity => quantity.Name == "misspecified.share-violated");
        Assert.InRange(share.Value, 0.6, 0.9);
    }

    [Theory]
    [InlineData("price.j0.05.k1", 2.795)]
    [InlineData("price.j0.05.k2", 1.517)]
    [InlineData("price.j0.05.k3", 1.132)]
    [InlineData("price.j0.05.k4", 1)]
    public void Price_of_masking_less_follows_from_the_reference_traces(string name, double price) =>
        Assert.Equal(price, Run("mle-limit", 1).Quantities.Single(quantity => quantity.Name == name).Value, 2e-3);

    [Fact]
    public void Poincare_bound_is_tight_on_the_weak_clique()
    {
        foreach (var quantity in Run("poincare-variance", 1).Quantities.Where(quantity => quantity.Name.StartsWith("tightness", StringComparison.Ordinal)))
        {
            Assert.InRange(quantity.Value, 0.999, 1 + 1e-9);
        }
    }

    private static StatementReport Run(string id, ulong seed) =>
        Statements.Single(statement => statement.Id == id).Check(new StatementScope(Effort.Smoke, seed));
}
