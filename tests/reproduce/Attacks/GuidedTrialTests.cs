using Gmlm.Attack.Inputs;
using Gmlm.Attack.Inputs.Guided;
using Gmlm.Reproduce.Tests.Architecture;
using Xunit;

namespace Gmlm.Reproduce.Tests.Attacks;

/// <summary>Coverage guides the inputs to what chance does not find.</summary>
public sealed class GuidedTrialTests(GuidedTrialTests.Program program) : IClassFixture<GuidedTrialTests.Program>, IDisposable
{
    private const int Inputs = 20_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("guided").FullName;

    [Fact]
    public void AFaultBehindComparedBytesIsFound()
    {
        var outcome = Trial.Run(PlantedReaders.Hidden.Name, Inputs, CancellationToken.None);
        var (fault, count) = Assert.Single(outcome.Faults);
        Assert.Equal("InvalidOperationException at no place that is known", fault);
        Assert.Equal(Inputs, outcome.Tried);
        Assert.Equal(3, outcome.Coverage!.Inputs);
        var kept = File.ReadAllBytes(Path.Combine(Trial.FolderOf(PlantedReaders.Hidden.Name), $"fault-{count.First}"));
        Assert.Equal("GML"u8, kept.AsSpan(0, 3));
    }

    [Fact]
    public void AsManyInputsWithoutGuidanceDoNotFindIt() =>
        Assert.Empty(new ReaderTrial(PlantedReaders.Hidden, _folder).Run(Inputs, CancellationToken.None).Faults);

    [Fact]
    public void TheEndOfTheProcessIsAFaultOfTheInput()
    {
        var outcome = Trial.Run(PlantedReaders.Deadly.Name, 1000, CancellationToken.None);
        var (fault, count) = Assert.Single(outcome.Faults);
        Assert.Equal("ends the process with 134: Stack overflow.", $"{fault} {count.Example}");
        var kept = File.ReadAllBytes(Path.Combine(Trial.FolderOf(PlantedReaders.Deadly.Name), $"fault-{count.First}"));
        Assert.InRange(kept[0], 251, 255);
    }

    [Fact]
    public void TheInputsAreTheSameEveryTime()
    {
        const string reader = "safetensors";
        var (one, another) = (Trial.Run(reader, 300, CancellationToken.None), Trial.Run(reader, 300, CancellationToken.None));
        Assert.InRange(one.Coverage!.Inputs, 5, 300);
        Assert.Equal((one.Coverage, one.Refused, one.Faults.Count), (another.Coverage, another.Refused, another.Faults.Count));
    }

    [Fact]
    public void TheGuidedReadersAreThere() =>
        Assert.Subset(new Readers(SourceTree.Root).All().Select(reader => reader.Name).ToHashSet(), InputAttack.Guided.ToHashSet());

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private GuidedTrial Trial => new(SourceTree.Root, program.Path, _folder);

    /// <summary>The instrumented copy, made once.</summary>
    public sealed class Program : IDisposable
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("instrumented").FullName;

        public Program() => Path = InstrumentedProgram.In(System.IO.Path.Combine(_folder, "program"));

        public string Path { get; }

        public void Dispose() => Directory.Delete(_folder, recursive: true);
    }
}
