using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Harness.Cache;
using Xunit;

namespace Gmlm.Reproduce.Tests.Harness;

/// <summary>A change of anything that a result depends on makes the result stale and is named: code, seed, profile and generator.</summary>
public sealed class StalenessTests : IDisposable
{
    private const string Space = "Gmlm.Reproduce.Tests.Harness.";

    // A type with the full name of the experiment below, in a program that is compiled in two versions.
    private const string Source = """
        namespace Gmlm.Reproduce.Tests.Harness
        {
            public sealed class Measured
            {
                public double Execute() => Formula.Square(3);
                public double Parameters() => Formula.Size;
                public double Inputs() => Sources.Count();
            }

            public static class Formula
            {
                public const double Size = 4.5;
                public static double Square(double x) => x * x;
                public static double Cube(double x) => x * x * x;
            }

            public static class Sources { public static double Count() => 6.5; }
        }
        """;

    private readonly string _output = Directory.CreateTempSubdirectory("stale").FullName;
    private readonly ResultStore _store;

    public StalenessTests() => _store = new ResultStore(_output, Profile.Smoke, Run.DefaultSeed);

    [Theory]
    [InlineData("Square(double x) => x * x;", "Square(double x) => x * x; /* the square */")]
    [InlineData("x * x * x", "x * x * x * x")] // not reached
    [InlineData("Square(double x) => x * x;", "Square(double x) => x + x;", $"code {Space}Formula changed")]
    [InlineData("Square(3)", "Square(5)", $"code {Space}Measured changed")]
    [InlineData("4.5", "4.25", $"code {Space}Measured changed")]
    [InlineData("6.5", "6.25", $"code {Space}Sources changed")]
    [InlineData("Formula.Square(3)", "6", $"code {Space}Formula is gone", $"code {Space}Measured changed")]
    public void ChangedCodeRunsAgain(string before, string after, params string[] reasons)
    {
        Assert.Contains(before, Source);
        var experiment = new Measured();
        var first = Of(_store, "before", Source);
        Execute(experiment, first);
        Assert.Empty(first.Reasons(experiment));

        var second = Of(_store, "after", Source.Replace(before, after));
        Assert.Equal(reasons, second.Reasons(experiment));
        Execute(experiment, second);
        Assert.Equal(reasons.Length == 0 ? 1 : 2, experiment.Executions);
        Assert.Empty(second.Reasons(experiment));
    }

    /// <summary>A result that claims this seed and profile, but whose sidecar names others.</summary>
    [Theory]
    [InlineData(Profile.Smoke, 7, "parameter (seed): 20240721 → 7")]
    [InlineData(Profile.Standard, Run.DefaultSeed, "parameter (profile): smoke → standard")]
    public void AnotherSeedsOrProfilesResultIsStale(Profile profile, ulong seed, string reason)
    {
        var experiment = new Measured();
        Execute(experiment, Of(_store, "one", Source));
        var (result, provenance) = _store.Load(experiment.Id)!.Value;
        var other = new ResultStore(_output, profile, seed);
        other.Save(result with { Profile = profile.Name(), Seed = seed }, sum => provenance with { ResultSha256 = sum });
        Assert.Equal([reason], Of(other, "other", Source).Reasons(experiment));
    }

    /// <summary>Results that were copied into the folder of another seed or profile do not count there.</summary>
    [Theory]
    [InlineData(Profile.Smoke, 7)]
    [InlineData(Profile.Standard, Run.DefaultSeed)]
    public void ACopiedResultIsStale(Profile profile, ulong seed)
    {
        var experiment = new Measured();
        Execute(experiment, Of(_store, "one", Source));
        var other = new ResultStore(_output, profile, seed);
        var (from, to) = (Path.GetDirectoryName(_store.PathOf(experiment.Id))!, Path.GetDirectoryName(other.PathOf(experiment.Id))!);
        Directory.CreateDirectory(to);
        Assert.All(Directory.GetFiles(from), file => File.Copy(file, Path.Combine(to, Path.GetFileName(file))));
        Assert.Contains("another run's", Assert.Single(Of(other, "other", Source).Reasons(experiment)));
    }

    [Fact]
    public void AnotherGeneratorsResultIsStale()
    {
        var experiment = new Measured();
        var staleness = Of(_store, "one", Source);
        Execute(experiment, staleness);
        var (result, provenance) = _store.Load(experiment.Id)!.Value;
        provenance.Dependencies.Parameters["(generator)"] = "dice";
        _store.Save(result, sum => provenance with { ResultSha256 = sum });
        Assert.StartsWith("parameter (generator): dice → ", Assert.Single(staleness.Reasons(experiment)));
    }

    public void Dispose() => Directory.Delete(_output, recursive: true);

    private Staleness Of(ResultStore store, string name, string source) =>
        new(store, new CodeFingerprint([SmallProgram.Compile(_output, name, source)]), NoInputs.Store);

    private void Execute(Experiment experiment, Staleness staleness)
    {
        var run = new Run(Repository.Find(_output), _store, staleness, NoInputs.Store);
        run.Execute([experiment], force: false, new SilentObserver(), CancellationToken.None);
    }
}

/// <summary>An experiment whose code is in another assembly.</summary>
internal sealed class Measured : Experiment
{
    public int Executions { get; private set; }

    public override string Id => "measured";

    public override string Title => "Measured";

    public override IReadOnlyList<Claim> Claims { get; } =
        [new("measured", "Z1", "A stub", Origin.Beyond, "test", "$1 = 1$", "by hand", "none")];

    public override ExperimentResult Execute(ExperimentContext context)
    {
        Executions++;
        return StubExperiment.Result(Id, 1);
    }
}
