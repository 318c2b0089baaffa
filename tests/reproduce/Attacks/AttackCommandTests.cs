using Gmlm.Attack;
using Gmlm.Reproduce.Harness;
using Xunit;

namespace Gmlm.Reproduce.Tests.Attacks;

public class AttackCommandTests
{
    [Theory]
    [InlineData("--attack", "arson")]
    [InlineData("--sample", "0")]
    [InlineData("--loudly")]
    [InlineData("--fault", "Bleu", "--attack", "gate")]
    [InlineData("--list", "--attack", "mutations", "kills")]
    public void Wrong_usage_is_exit_code_2(params string[] args) => Assert.Equal(ExitCode.Usage, AttackCommand.Invoke(args));

    [Fact]
    public void All_quick_parts_together_take_three_minutes_at_most() =>
        Assert.InRange(AttackCommand.All.Sum(attack => attack.QuickTime.TotalSeconds), 1, 180);

    [Fact]
    public void The_names_differ() =>
        Assert.Equal(AttackCommand.All.Count, AttackCommand.All.Select(attack => attack.Name).Distinct().Count());
}
