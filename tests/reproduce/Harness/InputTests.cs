using Gmlm.Padir.Corpora;
using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Harness.Cache;
using Xunit;

namespace Gmlm.Reproduce.Tests.Harness;

/// <summary>
/// A claim whose data are missing is skipped, with the command that gets the data; once the data are there, the result is stale.
/// </summary>
public sealed class InputTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("inputs").FullName;
    private readonly InputStore _inputs;

    public InputTests() => _inputs = new InputStore(_folder, new CorpusStore(new CorpusPlaces(_folder, null)));

    [Fact]
    public void WhatIsMissingIsNamedWithItsCommand()
    {
        Assert.Equal("checkpoint one is not here; get it with `make train NAMES=one`", _inputs.Lacking(Input.Checkpoint("one")));
        Assert.Equal(
            "corpus multi30k and checkpoint one are not here; get them with `make data NAMES=multi30k`, `make train NAMES=one`",
            _inputs.Lacking(Input.Corpus("multi30k"), Input.Checkpoint("one")));
        Make("one");
        Assert.Null(_inputs.Lacking(Input.Checkpoint("one")));
    }

    [Fact]
    public void ACheckpointThatComesOrChangesMakesItsResultStale()
    {
        var store = new ResultStore(_folder, Profile.Smoke, Run.DefaultSeed);
        var staleness = new Staleness(store, new CodeFingerprint([typeof(InputTests).Assembly.Location, typeof(Run).Assembly.Location]), _inputs);
        var experiment = new NeedsCheckpoint();
        Verdict Execute() => new Run(Repository.Find(_folder), store, staleness, _inputs)
            .Execute([experiment], force: false, new SilentObserver(), CancellationToken.None).Results[0].Verdicts[0].Verdict;

        Assert.Equal(Verdict.Skipped, Execute());
        Assert.Empty(staleness.Reasons(experiment));
        Make("one");
        Assert.Equal(["input checkpoint one changed"], staleness.Reasons(experiment));
        Assert.Equal(Verdict.Holds, Execute());
        Assert.Empty(staleness.Reasons(experiment));
        File.AppendAllText(Path.Combine(_folder, "one", "manifest.json"), " ");
        Assert.Equal(["input checkpoint one changed"], staleness.Reasons(experiment));
    }

    // The checksum in the manifest is not taken for that of the weights, which are read.
    [Theory]
    [InlineData("model.safetensors")]
    [InlineData("training.tsv")]
    public void AChangedByteBesideTheManifestChangesTheSum(string file)
    {
        Make("one");
        var path = Path.Combine(_folder, "one", file);
        var without = _inputs.Checksum(Input.Checkpoint("one"));
        File.WriteAllBytes(path, [1, 2, 3]);
        var before = _inputs.Checksum(Input.Checkpoint("one"));
        File.WriteAllBytes(path, [1, 2, 4]);
        File.SetLastWriteTimeUtc(path, File.GetLastWriteTimeUtc(path).AddSeconds(1)); // A second later, whatever the file system's resolution of time.
        var after = _inputs.Checksum(Input.Checkpoint("one"));
        string?[] sums = [without, before, after];
        Assert.Equal(3, sums.Distinct().Count());
        Assert.All(sums, Assert.NotNull);
    }

    [Fact]
    public void AFileIsReadOnceForItsSum()
    {
        Make("one");
        var path = Path.Combine(_folder, "one", "model.safetensors");
        File.WriteAllBytes(path, [1, 2, 3]);
        var (before, written) = (_inputs.Checksum(Input.Checkpoint("one")), File.GetLastWriteTimeUtc(path));

        // A file of the same length and time is not read again, even by another store of this process.
        File.WriteAllBytes(path, [1, 2, 4]);
        File.SetLastWriteTimeUtc(path, written);
        Assert.Equal(before, _inputs.Checksum(Input.Checkpoint("one")));
        Assert.Equal(before, new InputStore(_folder, new CorpusStore(new CorpusPlaces(_folder, null))).Checksum(Input.Checkpoint("one")));
    }

    [Fact]
    public void AValueRequestedTwiceIsComputedOnce()
    {
        var made = 0;
        Assert.Equal(1, _inputs.Once("a", ["x", "y"], () => ++made));
        Assert.Equal(1, _inputs.Once("a", ["x", "y"], () => ++made));
        Assert.Equal(2, _inputs.Once("b", ["x", "y"], () => ++made));

        // As many texts, but others; the same ones divided otherwise.
        Assert.Equal(3, _inputs.Once("a", ["x", "z"], () => ++made));
        Assert.Equal(4, _inputs.Once("a", ["xy", ""], () => ++made));
        Assert.Equal(5, _inputs.Once("a", ["y", "x"], () => ++made));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Make(string checkpoint)
    {
        Directory.CreateDirectory(Path.Combine(_folder, checkpoint));
        File.WriteAllText(Path.Combine(_folder, checkpoint, "manifest.json"), "{}");
    }

    private sealed class NeedsCheckpoint : Experiment
    {
        private static readonly Input[] Needs = [Input.Checkpoint("one")];

        public override string Id => "needs-checkpoint";

        public override string Title => "Needs a checkpoint";

        public override IReadOnlyList<Claim> Claims { get; } = [new("needs-checkpoint", "Z1", "A stub", Origin.Beyond, "test", "$1 = 1$", "by hand", "none")];

        public override IReadOnlyList<Input> Inputs(Profile profile) => Needs;

        public override ExperimentResult Execute(ExperimentContext context)
        {
            var verdict = context.Inputs.Lacking(Needs) is { } lacking ? ClaimVerdict.Skipped(Id, lacking) : new ClaimVerdict(Id, Verdict.Holds, "", null, null);
            return StubExperiment.Result(Id, 1) with { Verdicts = [verdict] };
        }
    }
}
