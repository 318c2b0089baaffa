using Gmlm.Attack.Gate;
using Gmlm.Reproduce.Harness;
using Xunit;

namespace Gmlm.Reproduce.Tests.Attacks;

/// <summary>The attack on the gate counts an attempt as caught only if it was refused for the right reason.</summary>
public class GateAttackTests
{
    [Theory]
    [InlineData("the number moved", true)]
    [InlineData("", false)]
    [InlineData("something else moved", false)]
    public void OnlyTheRightRefusalCounts(string said, bool isCaught) => Assert.Equal(isCaught, IsCaught(() => said));

    [Fact]
    public void AUserErrorIsARefusalAndAnotherExceptionIsNot()
    {
        Assert.True(IsCaught(() => throw UserError.Usage("the number moved")));
        Assert.False(IsCaught(() => throw new InvalidOperationException("the number moved")));
    }

    /// <summary>Attempts through the command line take seconds each, so only the attack makes them; this test makes all others.</summary>
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
