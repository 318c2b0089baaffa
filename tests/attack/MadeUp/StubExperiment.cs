using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Harness.Cache;

namespace Gmlm.Attack.MadeUp;

/// <summary>An experiment given by a function, for tests of the harness.</summary>
internal sealed class StubExperiment(string id, Func<ExperimentContext, double> compute, string order = "Z1", Verdict verdict = Verdict.Holds) : Experiment
{
    public int Executions { get; private set; }

    public string Parameter { get; set; } = "1";

    public override string Id => id;

    public override string Title => $"Stub {id}";

    public override IReadOnlyList<Claim> Claims { get; } = [new($"{id}-claim", order, "A stub", Origin.Beyond, "test", "$1 = 1$", "by hand", "none")];

    public override IReadOnlyDictionary<string, string> Parameters(Profile profile) => new Dictionary<string, string> { ["size"] = Parameter };

    public override ExperimentResult Execute(ExperimentContext context)
    {
        Executions++;
        var value = compute(context);
        return Result(id, value, verdict);
    }

    /// <summary>A verdict with a consistent check and control.</summary>
    public static ClaimVerdict Says(string claim, Verdict verdict) => verdict == Verdict.Skipped
        ? ClaimVerdict.Skipped(claim, "because")
        : new ClaimVerdict(
            claim,
            verdict,
            verdict == Verdict.Holds ? "" : "because",
            new Outcome(verdict == Verdict.Undecided ? 0 : 12, verdict == Verdict.Violated ? -1 : 1, "the worst", 1e-9, "rounding"),
            new Outcome(12, -1, "the worst", 1e-9, "rounding"));

    public static ExperimentResult Result(string id, double value, Verdict verdict = Verdict.Holds, Tolerance? tolerance = null, double? error = null) => new(
        id,
        "smoke",
        Run.DefaultSeed,
        new Dictionary<string, string> { ["size"] = "1" },
        [Says($"{id}-claim", verdict)],
        [new Metric("value", value, "", error, tolerance ?? Tolerance.Absolute(0.01))],
        [new Series("curve", "exact", "k = 1", "", Tolerance.Relative(1e-6), [new SeriesPoint(1, value), new SeriesPoint(2, 2 * value, 0.5)])],
        [new Table("table", "A table", ["a", "b"], [["1", "2"]])]);
}

/// <summary>An observer that ignores all events.</summary>
internal sealed class SilentObserver : IRunObserver
{
    public List<string> Log { get; } = [];

    public IProgress<double> Started(Experiment experiment, double? expectedSeconds)
    {
        Log.Add($"started {experiment.Id}");
        return new Nothing();
    }

    public void Cached(Experiment experiment, ExperimentResult result) => Log.Add($"cached {experiment.Id}");

    public void Finished(Experiment experiment, ExperimentResult result, double seconds) => Log.Add($"finished {experiment.Id}");

    public void Failed(Experiment experiment, Exception error) => Log.Add($"failed {experiment.Id}: {error.Message}");

    private sealed class Nothing : IProgress<double>
    {
        public void Report(double value)
        {
        }
    }
}
