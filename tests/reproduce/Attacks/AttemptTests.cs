using Gmlm.Attack;
using Gmlm.Reproduce.Report;
using Xunit;

namespace Gmlm.Reproduce.Tests.Attacks;

public sealed class AttemptTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("attempts").FullName;

    private string Lines => Path.Combine(_folder, "kept", "outcomes.jsonl");

    [Fact]
    public void What_breaks_something_is_lost_and_is_not_explained()
    {
        var series = new AttemptSeries([new("a", "a 1", _ => null), new("a", "a 2", _ => "it broke"), new("b", "b 1", _ => null)], _ => { });
        series.Run(null, TestContext.Current.CancellationToken);
        var outcome = series.Outcome();
        Assert.Equal([new AttackRow("a", 2, 1, 1, ""), new AttackRow("b", 1, 1, 0, "")], outcome.Rows);
        Assert.Equal([new Loss("a", "a 2: it broke", null)], outcome.Losses);
    }

    [Fact]
    public void A_killed_series_goes_on()
    {
        var made = new List<string>();
        Attempt Counted(string key, Func<string?> end) => new("row", key, _ =>
        {
            made.Add(key);
            return end();
        });
        Attempt[] attempts = [Counted("1", () => "it broke"), Counted("2", () => throw new OperationCanceledException()), Counted("3", () => null)];
        var cancellation = TestContext.Current.CancellationToken;
        Assert.Throws<OperationCanceledException>(() => new AttemptSeries(attempts, _ => { }).Run(new(Lines), cancellation));
        File.AppendAllText(Lines, "{\"Key\":\"2\",\"Bro"); // A line that a kill cut off.

        attempts[1] = Counted("2", () => null);
        var second = new AttemptSeries(attempts, _ => { });
        second.Run(new(Lines), cancellation);
        Assert.Equal(["1", "2", "2", "3"], made);
        Assert.Equal([new AttackRow("row", 3, 2, 1, "")], second.Outcome().Rows);
        Assert.Equal(3, new FinishedLines<AttemptOutcome>(Lines).Before.Count);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
