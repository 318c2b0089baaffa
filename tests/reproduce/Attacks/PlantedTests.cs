using Gmlm.Attack.Mutations;
using Xunit;

namespace Gmlm.Reproduce.Tests.Attacks;

/// <summary>
/// Tests that fail, hang or crash while a number is switched on that belongs to no fault. <see cref="TestRunTests"/> runs them.
/// </summary>
public class PlantedTests
{
    internal const int Failing = 1_000_001, Hanging = 1_000_002, Crashing = 1_000_003;

    private static readonly string? Number = Environment.GetEnvironmentVariable(Rewriter.Variable);

    [Fact]
    public void Passes_where_nothing_is_switched_on()
    {
        Assert.NotEqual($"{Failing}", Number);
        if (Number == $"{Hanging}")
        {
            Thread.Sleep(Timeout.Infinite);
        }

        if (Number == $"{Crashing}")
        {
            Environment.FailFast("planted");
        }
    }
}
