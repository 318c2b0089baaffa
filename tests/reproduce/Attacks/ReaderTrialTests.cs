using Gmlm.Attack.Inputs;
using Gmlm.Reproduce.Harness;
using Xunit;

namespace Gmlm.Reproduce.Tests.Attacks;

/// <summary>The attack on inputs detects every kind of fault of a reader.</summary>
public sealed class ReaderTrialTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("trial").FullName;

    [Fact]
    public void EachKindOfFaultIsCounted()
    {
        var outcome = Try(Planted, 1000);
        Assert.Equal((1000, 1000), (outcome.Tried, outcome.Refused));
        Assert.InRange(outcome.Faults.Values.Sum(fault => fault.Count), 500, 700);
        Assert.Equal(
            [$"InvalidOperationException at {typeof(ReaderTrialTests).FullName}", "a message of several lines", "an empty message"],
            outcome.Faults.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void TheInputsAreTheSameEveryTime()
    {
        var (one, another) = (Try(Planted, 300), Try(Planted, 300));
        Assert.Equal(one.Faults, another.Faults);
        Assert.Equal(one.Refused, another.Refused);
    }

    [Fact]
    public void AFinishedReaderIsKept()
    {
        var outcome = Try(Planted, 50);
        new InputState(_folder, 50).Add(outcome);
        var kept = new InputState(_folder, 50).Find(outcome.Reader)!;
        Assert.Equal((outcome.Tried, outcome.Refused), (kept.Tried, kept.Refused));
        Assert.Equal(outcome.Faults, kept.Faults);
        Assert.Null(new InputState(_folder, 51).Find(outcome.Reader));
    }

    [Fact]
    public void AnInterruptionLeavesTheReaderUnfinished() => Assert.Throws<OperationCanceledException>(() =>
        new ReaderTrial(Planted, _folder).Run(10, new CancellationToken(canceled: true)));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Reader Planted { get; } = new("planted", [[0]], (random, _, _) => [(byte)random.Next(5)], _ => input => throw input[0] switch
    {
        0 => new InvalidOperationException("not documented"),
        1 => new FormatException("two\nlines"),
        2 => new FormatException(" "),
        3 => new FormatException("one line"),
        _ => new UserError(ExitCode.Usage, "one\nline"),
    }, typeof(FormatException), typeof(UserError));

    private ReaderOutcome Try(Reader reader, int count) => new ReaderTrial(reader, _folder).Run(count, CancellationToken.None);
}
