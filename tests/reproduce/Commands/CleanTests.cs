using Gmlm.Reproduce.Harness;
using Xunit;

namespace Gmlm.Reproduce.Tests.Commands;

/// <summary>Files that a person keeps in an output folder are never removed.</summary>
public sealed class CleanTests : IDisposable
{
    private readonly Cli _cli = new();

    [Fact]
    public void RemovesWhatWasWrittenAndNothingElse()
    {
        Directory.CreateDirectory(_cli.PathOf("reports", "snapshots"));
        string[] own =
        [
            Own("typst", "thesis.typ"), Own("results", "smoke", "notes.txt"), Own("results", "mine.json"),
            Own("figures", "photo.svg"), Own("figures", "below", "a.svg"), Own("report.txt"),
        ];
        Ok("run k-pl mle --profile smoke --out D");
        var changed = _cli.PathOf("D", "results", "smoke", "mle.json");
        File.AppendAllText(changed, " ");
        File.WriteAllText(_cli.PathOf("D", "results", "smoke", "k-pl.json.123.tmp"), "{"); // Left by a killed process.

        // Without Node, the report writes everything but the PDF.
        var (code, _, error) = _cli.Run("report --profile smoke --out D", ("PATH", _cli.Root));
        Assert.Equal((ExitCode.Missing, true), (code, error.Contains("Node.js", StringComparison.Ordinal)));
        Assert.All(["report.json", "index.html", "summary.md", "results.json"], name => Assert.True(File.Exists(_cli.PathOf("D", name)), name));

        var said = Ok("clean --out D");
        Assert.Contains($"left: {Path.Combine("D", "results", "smoke", "mle.json")}, which was changed after", said, StringComparison.Ordinal);
        string[] left = Directory.GetFiles(_cli.PathOf("D"), "*", SearchOption.AllDirectories);
        Assert.Equal([.. own, changed, _cli.PathOf("D", WrittenFiles.ListFile)], left.ToHashSet());

        File.Delete(changed);
        Assert.Contains("0 files removed", Ok("clean --out D"), StringComparison.Ordinal);
        Assert.All(own, file => Assert.Equal("kept", File.ReadAllText(file)));
    }

    public void Dispose() => _cli.Dispose();

    private string Own(params string[] parts)
    {
        var path = _cli.PathOf(["D", .. parts]);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "kept");
        return path;
    }

    private string Ok(string arguments)
    {
        var (code, output, error) = _cli.Run(arguments);
        Assert.True(code == ExitCode.Success, $"{arguments}: exit {code}\n{output}\n{error}");
        return output;
    }
}
