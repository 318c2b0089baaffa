using System.Collections.Concurrent;
using Gmlm.Reproduce.Harness;
using Xunit;
using static TorchSharp.torch;

namespace Gmlm.Reproduce.Tests.Harness;

public sealed class SideBySideTests
{
    [Fact]
    public void ResultsComeInTheOrderOfTheJobs()
    {
        var told = new List<double>();
        var results = SideBySide.Run([.. Enumerable.Range(0, 50).Select(i => (Func<int>)(() => i * i))], told.Add);
        Assert.Equal(Enumerable.Range(0, 50).Select(i => i * i), results);
        Assert.Equal(told.Order(), told);
        Assert.Equal((50, 1.0), (told.Count, told[^1]));
        Assert.Empty(SideBySide.Run<int>([]));
    }

    [Fact]
    public void TheLongestAreBegunFirst()
    {
        var begun = new ConcurrentQueue<int>();
        int Begin(int i)
        {
            begun.Enqueue(i);
            Thread.Sleep(5);
            return i;
        }

        var costs = Enumerable.Range(0, 50).Select(i => (double)i).ToArray();
        Assert.Equal(Enumerable.Range(0, 50), SideBySide.Run([.. costs.Select((_, i) => (Func<int>)(() => Begin(i)))], costs: costs));
        Assert.Contains(49, begun.Take(25)); // The first that is taken, if not the first that a busy machine runs.
        Assert.Contains(0, begun.Skip(25));
    }

    [Fact]
    public void EveryJobHasOneThreadAndTheCallerItsOwnAsBefore()
    {
        var before = get_num_threads();
        Assert.All(SideBySide.Run([.. Enumerable.Repeat(() => get_num_threads(), 8)]), threads => Assert.Equal(1, threads));
        Assert.Equal(before, get_num_threads());
    }

    [Fact]
    public void AnExceptionIsThrownAsItWas()
    {
        var error = Assert.Throws<InvalidOperationException>(() => SideBySide.Run([.. Enumerable.Range(0, 9).Select(i => (Func<int>)(() => i == 3 ? throw new InvalidOperationException("the third") : i))]));
        Assert.Equal("the third", error.Message);
    }

    /// <summary>As a run does that is interrupted just before a job ends.</summary>
    [Fact]
    public void SoIsOneThatTheReportThrows()
    {
        Action<double> interrupted = _ => throw new OperationCanceledException();
        Assert.Throws<OperationCanceledException>(() => SideBySide.Run([.. Enumerable.Range(0, 9).Select(i => (Func<int>)(() => i))], interrupted));
    }
}
