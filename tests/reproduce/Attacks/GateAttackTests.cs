using Gmlm.Attack.Gate;
using Gmlm.Reproduce.Harness;
using Xunit;

namespace Gmlm.Reproduce.Tests.Attacks;

/// <summary>The attack on the gate counts as caught what was refused for what it is, and nothing else.</summary>
public class GateAttackTests
{
    [Theory]
    [InlineData("the number moved", true)]
    [InlineData("", false)]
    [InlineData("something else moved", false)]
    public void OnlyTheRightRefusalCounts(string said, bool isCaught) => Assert.Equal(isCaught, IsCaught(() => said));

    [Fact]
    public void AnErrorForAPersonIsARefusalAndABreakIsNone()
    {
        Assert.True(IsCaught(() => throw UserError.Usage("the number moved")));
        Assert.False(IsCaught(() => throw new InvalidOperationException("the number moved")));
    }

    /// <summary>The attempts by the command line take seconds each; those of the attack itself are all of them.</summary>
    [Fact]
    public void NoAttemptWithoutACheckoutPasses()
    {
        GateTry[] tries = [.. GateAttack.InProcess()];
        Assert.InRange(tries.Length, 100, 1000);
        Assert.Equal(tries.Length, tries.Select(attempt => (attempt.Group, attempt.What)).Distinct().Count());
        Assert.Empty(GateAttack.Judge(tries, _ => { }, TestContext.Current.CancellationToken).Losses);
    }

    private static bool IsCaught(Func<string> ask) =>
        GateAttack.Judge([new GateTry("group", "what", "the number", ask)], _ => { }, TestContext.Current.CancellationToken).Losses.Count == 0;
}
