using System.Text;
using Gmlm.Attack.Inputs;
using Gmlm.Reproduce.Tests.Architecture;
using Xunit;

namespace Gmlm.Reproduce.Tests.Attacks;

/// <summary>
/// Inputs that every reader must withstand, whatever its format: truncated files, and in JSON any value replaced by any other. The attack
/// on inputs draws many more.
/// </summary>
public sealed class HostileInputTests : IDisposable
{
    private const int MostPlaces = 60;

    private static readonly IReadOnlyList<Reader> All = new Readers(SourceTree.Root).All();

    private static readonly byte[][] Values =
    [
        .. new[]
        {
            "null", "[null]", "{\"a\": null}", "{\"a\\nb\": 1}", "{\"\\ud800\": 1}", "\"\\ud800\"", "\"a\\nb\\u2028c\"", "-1", "1e999", "NaN", "[]",
            $"\"{new string('y', 70_000)}\"", $"[{string.Join(',', Enumerable.Repeat("1", 3000))}]", "1, 1", "\"a\": 1, \"a\": 1",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("hostile").FullName;

    public static TheoryData<string> Names => [.. All.Select(reader => reader.Name)];

    public static TheoryData<string> OfJson => [.. All.Where(reader => IsJson(reader.Seeds[0])).Select(reader => reader.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void AValidFileIsTaken(string name)
    {
        var (reader, read) = Open(name);
        Assert.All(reader.Seeds, seed => Assert.False(Attempt.Of(reader, read, seed).IsRefused));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void AFileThatIsCutShortIsTakenOrRefusedInOneLine(string name)
    {
        var (reader, read) = Open(name);
        foreach (var seed in reader.Seeds)
        {
            var step = Math.Max(1, seed.Length / MostPlaces);
            Assert.Empty(Faults(reader, read, Enumerable.Range(0, seed.Length / step).Select(i => seed[..(i * step)])));
        }
    }

    [Theory]
    [MemberData(nameof(OfJson))]
    public void AnyValueInPlaceOfAnotherIsTakenOrRefusedInOneLine(string name)
    {
        var (reader, read) = Open(name);
        foreach (var seed in reader.Seeds)
        {
            var all = JsonSpans.Of(seed).Values;
            var ranges = all.Where((_, i) => i % ((all.Count / MostPlaces) + 1) == 0);
            Assert.Empty(Faults(reader, read, ranges.SelectMany(range => Values.Select(by => Replaced(seed, range, by)))));
        }
    }

    /// <summary>Inputs that once revealed a fault and that the other tests do not generate.</summary>
    [Theory]
    [InlineData("SentencePiece model", 3425)] // Its normalisation table has an offset beyond its end.
    public void ADrawnInputIsTakenOrRefusedInOneLine(string name, int number)
    {
        var (reader, read) = Open(name);
        Assert.Empty(Faults(reader, read, [reader.Input(number)]));
    }

    [Fact]
    public void TheReadersOfJsonAreKnown()
    {
        string[] expected =
        [
            "weights' index", "explore's models", "snapshot", "result", "provenance", "input of t5", "checkpoint's manifest", "recipe",
            "T5's config.json", "state of a training",
        ];
        Assert.Equal(expected, OfJson.Select(row => row.Data));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static bool IsJson(byte[] seed) => seed.Length > 0 && seed[0] == '{' && JsonSpans.Of(seed).Values.Count > 0;

    private static byte[] Replaced(byte[] json, Range range, byte[] by) => [.. json[..range.Start], .. by, .. json[range.End..]];

    private (Reader Reader, Action<byte[]> Read) Open(string name)
    {
        var reader = All.Single(reader => reader.Name == name);
        return (reader, reader.In(_folder));
    }

    private static IEnumerable<string> Faults(Reader reader, Action<byte[]> read, IEnumerable<byte[]> inputs) => inputs
        .Select(input => Attempt.Of(reader, read, input))
        .Where(attempt => attempt.Fault is not null)
        .Select(attempt => $"{attempt.Fault}: {attempt.Example}")
        .Distinct();
}
