using Gmlm.Attack.Mutations;
using Xunit;

namespace Gmlm.Reproduce.Tests.Attacks;

public sealed class StateTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("state").FullName;
    private readonly Mutation _one, _other;

    public StateTests()
    {
        foreach (var project in MutantBuild.Projects)
        {
            Directory.CreateDirectory(Path.Combine(_root, project));
            Directory.CreateDirectory(Path.Combine(_root, "tests", project));
        }

        File.WriteAllText(Path.Combine(_root, "theory", "A.cs"), "class A;");
        var faults = SampleProgram.Possible("public static class Sample { public static int F(int n) => n + 1; }");
        (_one, _other) = (faults[0], faults[1]);
    }

    private string Folder => Path.Combine(_root, "state");

    [Fact]
    public void What_is_finished_is_known_to_the_next_run()
    {
        var outcome = new FaultOutcome(_one.Key, TestEnd.Failed, "Some.Test(text: \"…\")", TestRound.Nearest, 1.5);
        new State(_root, Folder).Add(outcome);

        Assert.Equal(outcome, new State(_root, Folder).Find(_one));
        Assert.Null(new State(_root, Folder).Find(_other));
    }

    [Fact]
    public void A_line_that_a_kill_cut_off_is_as_if_it_were_not_there()
    {
        new State(_root, Folder).Add(new FaultOutcome(_one.Key, TestEnd.Passed, null, TestRound.Reaching, 1));
        var file = Assert.Single(Directory.GetFiles(Folder, "*.jsonl"));
        File.AppendAllText(file, "{\"Key\":\"half");
        var other = new FaultOutcome(_other.Key, TestEnd.TimedOut, null, TestRound.Rest, 2);
        new State(_root, Folder).Add(other);

        var state = new State(_root, Folder);
        Assert.Equal(TestEnd.Passed, state.Find(_one)!.End);
        Assert.Equal(other, state.Find(_other));
    }

    [Theory]
    [InlineData("theory/A.cs")]
    [InlineData("tests/padir/New.cs")]
    public void Other_sources_begin_anew(string changed)
    {
        var state = new State(_root, Folder);
        state.Add(new FaultOutcome(_one.Key, TestEnd.Failed, "Some.Test", TestRound.Nearest, 1));
        state.Keep(new Dictionary<string, double> { ["theory Some"] = 1 });
        File.WriteAllText(Path.Combine(_root, changed), "class B;");

        Assert.Null(new State(_root, Folder).Find(_one));
        Assert.Empty(new State(_root, Folder).Times());
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
