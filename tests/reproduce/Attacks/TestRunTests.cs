using Gmlm.Attack.Mutations;
using Xunit;

namespace Gmlm.Reproduce.Tests.Attacks;

public sealed class TestRunTests : IDisposable
{
    private static readonly string Planted = typeof(PlantedTests).FullName!;

    private readonly string _folder = Directory.CreateTempSubdirectory("test-run").FullName;

    [Theory]
    [InlineData(0, 600, TestEnd.Passed)]
    [InlineData(PlantedTests.Failing, 600, TestEnd.Failed)]
    [InlineData(PlantedTests.Hanging, 8, TestEnd.TimedOut)]
    [InlineData(PlantedTests.Crashing, 600, TestEnd.Crashed)]
    internal void The_end_of_a_run_is_told(int number, int seconds, TestEnd end)
    {
        var suite = new TestSuite("reproduce", AppContext.BaseDirectory);
        var run = TestRun.Execute(suite, [Planted], number, TimeSpan.FromSeconds(seconds), _folder, TestContext.Current.CancellationToken);

        Assert.True(end == run.End, run.Said);
        const string test = nameof(PlantedTests.Passes_where_nothing_is_switched_on);
        Assert.Equal(end == TestEnd.Failed ? $"{Planted}.{test}" : null, run.FirstFailure);
        if (end == TestEnd.Passed)
        {
            Assert.Equal([Planted], run.ClassSeconds.Keys);
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
