using Gmlm.Theory.Statements;
using Gmlm.Theory.Statements.Efficiency;
using Gmlm.Theory.Statements.Joint;

using Xunit;

namespace Gmlm.Theory.Tests.Statements.Joint;

public sealed class JointStatementTests
{
    private static readonly Statement[] All =
    [
        new Pinsker(), new JointFromConditionals(), new FiniteSample(), new ConditionalsCanMislead(), new TrainedTokenwise(), new AnyOrder(),
        new AdaptiveMasking(), new AdaptiveGain(),
    ];

    public static TheoryData<string> Ids => [.. All.Select(statement => statement.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Holds_and_is_controlled(string id)
    {
        foreach (var seed in new ulong[] { 1, 2, 3 })
        {
            Judge.HoldsAndIsControlled(All.Single(statement => statement.Id == id), Effort.Smoke, seed);
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    [Trait("Category", "Slow")]
    public void Holds_over_the_standard_grid(string id) => Judge.HoldsAndIsControlled(All.Single(statement => statement.Id == id), Effort.Standard, 20240721);
}
