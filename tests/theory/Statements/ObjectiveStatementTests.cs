using Gmlm.Theory.Objectives;
using Gmlm.Theory.Statements;
using Gmlm.Theory.Statements.Efficiency;
using Xunit;

namespace Gmlm.Theory.Tests.Statements;

public sealed class ObjectiveStatementTests
{
    public static TheoryData<Statement> Statements =>
        [new MaximumLikelihood(), new WeightedPseudolikelihood(), new KPseudolikelihood(), new PseudolikelihoodInterpolates(), new ConditionalRecovery()];

    [Theory]
    [MemberData(nameof(Statements))]
    public void HoldsAndIsControlled(Statement statement)
    {
        foreach (var seed in new ulong[] { 1, 2, 3 })
        {
            var report = Judge.HoldsAndIsControlled(statement, Effort.Smoke, seed);
            Assert.Equal(report.Check.Instances, report.Control.Instances);
        }
    }

    [Theory]
    [MemberData(nameof(Statements))]
    [Trait("Category", "Slow")]
    public void HoldsOverTheWholeGrid(Statement statement) => Judge.HoldsAndIsControlled(statement, Effort.Full, 20240721);

    [Fact]
    public void EveryPartOfTheLikelihoodCheckNoticesContamination()
    {
        var parts = MaximumLikelihood.Compare(new StatementScope(Effort.Smoke, 1), MaximumLikelihood.Contaminated);
        Assert.Equal(["loss", "gradient", "recovery", "moments"], parts.Names);
        Assert.All(parts.Names, part => Assert.Equal(CheckVerdict.Violated, parts.Outcome(part).Verdict));
    }

    [Fact]
    public void BothPartsOfThePseudolikelihoodCheckNoticeTheWrongBlock()
    {
        var parts = WeightedPseudolikelihood.Compare(new StatementScope(Effort.Smoke, 1), WeightedPseudolikelihood.Shifted);
        Assert.All(parts.Names, part => Assert.Equal(CheckVerdict.Violated, parts.Outcome(part).Verdict));
    }

    [Fact]
    public void TheGridRepeatsForTheSameSeedOnly()
    {
        var first = Instances.All(new StatementScope(Effort.Standard, 1));
        var again = Instances.All(new StatementScope(Effort.Standard, 1));
        var other = Instances.All(new StatementScope(Effort.Standard, 2));
        Assert.Equal(first.Count, first.Select(instance => instance.Name).Distinct().Count());
        Assert.All(first.Zip(again), pair => Assert.Equal(pair.First.Parameters, pair.Second.Parameters));
        Assert.NotEqual(first[^1].Parameters, other[^1].Parameters);
    }

    [Fact]
    public void ConditionalsSumToOneOverBlocks()
    {
        var instance = Instances.Tables(new StatementScope(Effort.Full, 4))[^1];
        var conditional = Conditionals.Of(instance.Truth, 0b10);
        Assert.All(instance.Space.Bases(0b10), first => Assert.Equal(1, instance.Space.Offsets(0b10).Sum(offset => conditional[first + offset]), 1e-14));
    }
}
