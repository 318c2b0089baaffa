using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Harness.Cache;
using Xunit;

namespace Gmlm.Reproduce.Tests.Harness;

/// <summary>A result that is replaced stays complete until the moment of its replacement.</summary>
public sealed class ResultStoreTests : IDisposable
{
    private readonly string _output = Directory.CreateTempSubdirectory("store").FullName;

    [Fact]
    public void AReaderOfAnOldResultReadsItToItsEnd()
    {
        var store = new ResultStore(_output, Profile.Smoke, Run.DefaultSeed);
        Save(store, 1);
        string[] paths = [store.PathOf("one"), Path.ChangeExtension(store.PathOf("one"), ".provenance.json")];
        var before = paths.Select(File.ReadAllText).ToArray();
        var readers = paths.Select(OpenReader.Of).ToArray();
        Save(store, 2);
        Assert.Equal(before, readers.Select(reader => reader.ReadToEnd()));
        Assert.All(before.Zip(paths), pair => Assert.NotEqual(pair.First, File.ReadAllText(pair.Second)));
        Array.ForEach(readers, reader => reader.Dispose());
    }

    public void Dispose() => Directory.Delete(_output, recursive: true);

    private static void Save(ResultStore store, double value)
    {
        var nothing = new Dependencies([], [], []);
        var result = StubExperiment.Result("one", value);
        store.Save(result, sum => new Provenance("one", sum, "none", false, ThisMachine.Machine, [], 1, 1, nothing));
    }
}
