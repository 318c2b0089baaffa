using Gmlm.Attack.Mutations;
using Xunit;

namespace Gmlm.Reproduce.Tests.Attacks;

/// <summary>Fails, hangs or crashes where a number is switched on that no fault has, for <see cref="TestRunTests"/>.</summary>
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
