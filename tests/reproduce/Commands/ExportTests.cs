using System.Security.Cryptography;
using System.Text.Json;
using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Tests.Report;
using Xunit;

namespace Gmlm.Reproduce.Tests.Commands;

public sealed class ExportTests : IDisposable
{
    private readonly Cli _cli = new Cli().Commit();

    private string Crate => _cli.PathOf("crate");

    [Fact]
    public void EveryFileIsDescribedWithItsSum()
    {
        _cli.Make("mle-limit", "k-pl");
        Directory.CreateDirectory(_cli.PathOf("reports", "build", "figures"));
        File.WriteAllText(_cli.PathOf("reports", "build", "figures", "figure-1.svg"), "<svg/>");
        File.WriteAllText(_cli.PathOf("reports", "build", "verify.md"), "all is well");
        var (code, output, error) = _cli.Run($"export --profile smoke {Crate}");
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("8 files in crate", output);

        var graph = JsonDocument.Parse(File.ReadAllText(Path.Combine(Crate, "ro-crate-metadata.json"))).RootElement.GetProperty("@graph").EnumerateArray().ToArray();
        Assert.Equal("./", graph[0].GetProperty("about").GetProperty("@id").GetString());
        var root = graph.Single(entity => entity.GetProperty("@id").GetString() == "./");
        var files = graph.Where(entity => entity.GetProperty("@type").GetString() == "File").ToDictionary(entity => entity.GetProperty("@id").GetString()!);
        Assert.Equal(files.Keys.Order(), root.GetProperty("hasPart").EnumerateArray().Select(part => part.GetProperty("@id").GetString()).Order());
        Assert.Equal(
            Directory.GetFiles(Crate, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Crate, path)).Except(["ro-crate-metadata.json"]).Order(StringComparer.Ordinal),
            files.Keys.Order(StringComparer.Ordinal));
        foreach (var (path, entity) in files)
        {
            var bytes = File.ReadAllBytes(Path.Combine(Crate, path));
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), entity.GetProperty("sha256").GetString());
            Assert.Equal($"{bytes.Length}", entity.GetProperty("contentSize").GetString());
        }

        var manifest = File.ReadAllText(Path.Combine(Crate, "codecheck.yml"));
        Assert.Contains("  - file: \"results/mle-limit.json\"\n    comment: \"Result: ", manifest);
        Assert.DoesNotContain("codecheck.yml\"", manifest);
    }

    [Fact]
    public void AFolderWithFilesIsNotTouched()
    {
        _cli.Make("mle-limit");
        Directory.CreateDirectory(Crate);
        File.WriteAllText(Path.Combine(Crate, "mine.txt"), "mine");
        var (code, _, error) = _cli.Run($"export --profile smoke {Crate}");
        Assert.Equal(ExitCode.Usage, code);
        Assert.Contains("not empty", error);
        Assert.Equal(["mine.txt"], Directory.GetFileSystemEntries(Crate).Select(Path.GetFileName));
    }

    [Fact]
    public void WithoutResultsItSaysWhatToRun()
    {
        var (code, _, error) = _cli.Run($"export --profile smoke {Crate}");
        Assert.Equal(ExitCode.Missing, code);
        Assert.Contains("first run `./gmlm run", error);
        Assert.False(Directory.Exists(Crate));
    }

    /// <summary>The citation names the paper that the export names.</summary>
    [Fact]
    public void TheCitationIsOfTheSamePaper()
    {
        var citation = File.ReadAllText(Path.Combine(Checkout.Root, "CITATION.cff"));
        Assert.Contains(Gmlm.Reproduce.Export.Paper.Title, citation);
        Assert.Contains(Gmlm.Reproduce.Export.Paper.Address, citation);
        Assert.All(Gmlm.Reproduce.Export.Paper.Authors, author => Assert.Contains($"family-names: {author.Split(' ')[^1]}", citation));
    }

    public void Dispose() => _cli.Dispose();
}
