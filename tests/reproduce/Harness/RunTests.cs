using Gmlm.Padir.T5;
using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Harness.Cache;
using Xunit;

namespace Gmlm.Reproduce.Tests.Harness;

/// <summary>Fresh results are kept, stale experiments run and report why, and no file is left incomplete.</summary>
public sealed class RunTests : IDisposable
{
    private readonly string _output = Directory.CreateTempSubdirectory("run").FullName;
    private readonly SilentObserver _observer = new();
    private readonly ResultStore _store;
    private readonly Staleness _staleness;

    public RunTests()
    {
        _store = new ResultStore(_output, Profile.Smoke, Run.DefaultSeed);
        _staleness = new Staleness(_store, new CodeFingerprint([typeof(StubExperiment).Assembly.Location, typeof(Run).Assembly.Location]), NoInputs.Store);
    }

    [Fact]
    public void RunsOnceThenIsFresh()
    {
        var experiment = new StubExperiment("one", _ => 1);
        Assert.Equal(["never run"], _staleness.Reasons(experiment));
        Execute(experiment);
        Assert.Empty(_staleness.Reasons(experiment));
        Execute(experiment);
        Assert.Equal(1, experiment.Executions);
        Execute(force: true, experiment);
        Assert.Equal(2, experiment.Executions);
    }

    [Fact]
    public void ResultComesBackAsItWas()
    {
        var experiment = new StubExperiment("one", _ => Math.PI);
        var result = Execute(experiment).Results.Single();
        Assert.Equal(LineJson.Write(result), LineJson.Write(_store.Load("one")!.Value.Result));
    }

    [Fact]
    public void ChangedParameterIsNamedWithItsValues()
    {
        var experiment = new StubExperiment("one", _ => 1);
        Execute(experiment);
        experiment.Parameter = "2";
        Assert.Equal(["parameter size: 1 → 2"], _staleness.Reasons(experiment));
    }

    [Fact]
    public void FailureIsReportedAndTheOthersRun()
    {
        var bad = new StubExperiment("bad", _ => throw new InvalidOperationException("no luck"), "Z1");
        var good = new StubExperiment("good", _ => 1, "Z2");
        var summary = Execute(bad, good);
        Assert.Equal("no luck", summary.Failed.Single().Error.Message);
        Assert.Equal("good", summary.Results.Single().Experiment);
        Assert.Null(_store.Load("bad"));
    }

    /// <summary>A named part of a check counts only if the control breaks the part of the same name.</summary>
    [Theory]
    [InlineData("the part 'loss' of parts;", "loss", "gradient:broken")] // held by the control
    [InlineData("the part 'loss' of parts;", "gradient:broken", "other")] // unknown to the control
    [InlineData("the parts 'loss' of parts, 'gradient' of parts;", "other:broken", "loss")]
    public void AResultWithAPartThatNoControlBreaksIsAFailedRun(string named, string first, string second)
    {
        var summary = Execute(new PartsExperiment(["loss", "gradient"], [first, second]));
        var (experiment, error) = summary.Failed.Single();
        Assert.Equal(("parts", ExitCode.Moved), (experiment, ExitCode.Of(error)));
        Assert.Contains(named, error.Message);
        Assert.Contains("no control breaks the part", error.Message);
        Assert.Empty(summary.Results);
        Assert.Null(_store.Load("parts"));
    }

    [Fact]
    public void AResultWhoseEveryPartIsBrokenByItsControlIsKept()
    {
        // The fingerprint of an experiment is taken from the assembly that it stands in.
        var staleness = new Staleness(_store, new CodeFingerprint([typeof(RunTests).Assembly.Location, typeof(Run).Assembly.Location]), NoInputs.Store);
        var run = new Run(Repository.Find(_output), _store, staleness, NoInputs.Store);
        Assert.Empty(run.Execute([new PartsExperiment(["loss", "gradient"], ["loss:broken", "more", "gradient:broken"])], force: false, _observer, CancellationToken.None).Failed);
        var stored = _store.Load("parts")!.Value.Result;
        Assert.Empty(Assert.Single(stored.Verdicts).Uncontrolled);
    }

    [Fact]
    public void AUserErrorStopsNoOtherExperiment()
    {
        var bad = new StubExperiment("bad", _ => throw UserError.Missing("no such file"), "Z1");
        var good = new StubExperiment("good", _ => 1, "Z2");
        var summary = Execute(bad, good);
        Assert.Equal("no such file", summary.Failed.Single().Error.Message);
        Assert.Equal("good", summary.Results.Single().Experiment);
    }

    /// <summary>As on a full disk: earlier failures are still reported, and no further result is computed that could not be kept.</summary>
    [Fact]
    public void AfterAResultThatCannotBeWrittenNoneIsComputed()
    {
        Directory.CreateDirectory(_store.PathOf("second"));
        var third = new StubExperiment("third", _ => 1, "Z3");
        var summary = Execute(new StubExperiment("first", _ => throw new InvalidOperationException("no luck"), "Z1"), new StubExperiment("second", _ => 1, "Z2"), third);
        Assert.Equal(["first", "second"], summary.Failed.Select(failure => failure.Experiment));
        Assert.Equal(0, third.Executions);
        Assert.Equal([ExitCode.Moved, ExitCode.Missing], summary.Failed.Select(failure => ExitCode.Of(failure.Error)));
    }

    [Fact]
    public void EveryFailureHasItsExitCode()
    {
        Assert.Equal(ExitCode.Moved, ExitCode.Of(new InvalidOperationException()));
        Assert.Equal(ExitCode.Missing, ExitCode.Of(new CheckpointException("damaged")));
        Assert.Equal(ExitCode.Missing, ExitCode.Of(new FileNotFoundException()));
        Assert.Equal(ExitCode.Usage, ExitCode.Of(UserError.Usage("wrong")));
    }

    [Fact]
    public void AResultUnderAnotherNameIsIgnored()
    {
        Execute(new StubExperiment("one", _ => 1));
        foreach (var suffix in new[] { ".json", ".provenance.json" })
        {
            File.Copy(Path.Combine(_output, "results", "smoke", $"one{suffix}"), Path.Combine(_output, "results", "smoke", $"two{suffix}"));
        }

        Assert.Null(_store.Load("two"));
    }

    [Fact]
    public void FailureInsideAParallelLoopIsUnwrapped()
    {
        var bad = new StubExperiment("bad", _ =>
        {
            Parallel.For(0, 4, (i, state) => throw new InvalidOperationException("inner"));
            return 1;
        });
        Assert.Equal("inner", Execute(bad).Failed.Single().Error.Message);
    }

    [Fact]
    public void InterruptionKeepsWhatIsFinishedAndTheNextRunGoesOn()
    {
        using var interruption = new CancellationTokenSource();
        var first = new StubExperiment("first", _ => 1, "Z1");
        var second = new StubExperiment("second", context =>
        {
            interruption.Cancel();
            context.Report(0.5);
            return 2;
        }, "Z2");
        var run = new Run(Repository.Find(_output), _store, _staleness, NoInputs.Store);
        Assert.ThrowsAny<OperationCanceledException>(() => run.Execute([first, second], force: false, _observer, interruption.Token));
        Assert.NotNull(_store.Load("first"));
        Assert.Null(_store.Load("second"));

        var again = new StubExperiment("second", _ => 2, "Z2");
        Execute(first, again);
        Assert.Equal((1, 1), (first.Executions, again.Executions));
    }

    [Theory]
    [InlineData("one.json", 40)] // a result cut short
    [InlineData("one.json", 0)]
    [InlineData("one.provenance.json", 40)] // a sidecar cut short
    public void ATruncatedFileIsNoResult(string name, int kept)
    {
        Execute(new StubExperiment("one", _ => 1));
        var path = Path.Combine(_output, "results", "smoke", name);
        File.WriteAllText(path, File.ReadAllText(path)[..kept]);
        Assert.Null(_store.Load("one"));
        Assert.NotEmpty(_staleness.Reasons(new StubExperiment("one", _ => 1)));
    }

    [Fact]
    public void ResultOfAnotherRunUnderAnOldSidecarIsNoResult()
    {
        Execute(new StubExperiment("one", _ => 1));
        // As if killed after the result was renamed and before its sidecar was.
        File.WriteAllText(_store.PathOf("one"), LineJson.Write(StubExperiment.Result("one", 2)));
        Assert.Null(_store.Load("one"));
    }

    [Fact]
    public void ResultsOfDifferentSeedsAreKeptApart()
    {
        Execute(new StubExperiment("one", _ => 1));
        Assert.Null(new ResultStore(_output, Profile.Smoke, 7).Load("one"));
    }

    public void Dispose() => Directory.Delete(_output, recursive: true);

    // Parts named with ":broken" are violated.
    private sealed class PartsExperiment(string[] check, string[] control) : ClaimExperiment
    {
        public override Claim Claim { get; } = new("parts", "Z1", "Parts", Origin.Beyond, "test", "$1 = 1$", "by hand", "none");

        public override ExperimentResult Execute(ExperimentContext context) => Decide(context, Of(check), Of([.. control, "always:broken"]));

        private static MarginParts Of(string[] names)
        {
            var parts = new MarginParts(0, "none");
            foreach (var name in names)
            {
                parts.Add(name.Split(':')[0], name.EndsWith(":broken", StringComparison.Ordinal) ? -1 : 1, "here");
            }

            return parts;
        }
    }

    private RunSummary Execute(params Experiment[] experiments) => Execute(false, experiments);

    private RunSummary Execute(bool force, params Experiment[] experiments) =>
        new Run(Repository.Find(_output), _store, _staleness, NoInputs.Store).Execute(experiments, force, _observer, CancellationToken.None);
}
