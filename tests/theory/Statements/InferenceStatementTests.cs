using Gmlm.Theory.Statements;
using Gmlm.Theory.Statements.Inference;
using Xunit;

namespace Gmlm.Theory.Tests.Statements;

public sealed class InferenceStatementTests
{
    public static TheoryData<Statement> Statements =>
        [new ProductBest(), new ParallelStationary(), new LargerMode(), new IndependentStuck(), new KGibbsFast(), new KGibbsLumped(), new DependentSeparation(), new OneShotError()];

    [Xunit.Theory]
    [MemberData(nameof(Statements))]
    public void HoldsAndIsControlled(Statement statement)
    {
        foreach (var seed in new ulong[] { 1, 2, 3 })
        {
            Judge.HoldsAndIsControlled(statement, Effort.Smoke, seed);
        }
    }

    [Xunit.Theory]
    [MemberData(nameof(Statements))]
    [Trait("Category", "Slow")]
    public void HoldsOverTheWholeGrid(Statement statement) => Judge.HoldsAndIsControlled(statement, Effort.Full, 20240721);

    [Fact]
    public void OneSpinAtATimeDoesNotSeparate()
    {
        var parts = DependentSeparation.NewParts();
        DependentSeparation.Compare(parts, 10, 4, 1, 5);
        Assert.Equal(CheckVerdict.Violated, parts.Outcome("rate").Verdict);
        Assert.Equal(CheckVerdict.Holds, parts.Outcome("independent-bound").Verdict);
    }

    [Fact]
    public void DecodingPositionByPositionInRandomOrderLosesNothing()
    {
        var instance = Instances.Tables(new StatementScope(Effort.Smoke, 5))[0];
        Assert.Equal(0, PartitionDecoding.MeanLoss(instance.Truth, instance.Length), 1e-12);
        Assert.True(PartitionDecoding.MeanLoss(instance.Truth, 1) > 0.01);
    }
}
