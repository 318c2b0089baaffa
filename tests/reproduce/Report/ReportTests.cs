using Gmlm.Reproduce.Report;
using UglyToad.PdfPig.Outline;
using UglyToad.PdfPig;
using Xunit;

namespace Gmlm.Reproduce.Tests.Report;

public sealed class ReportTests : IDisposable
{
    private readonly DirectoryInfo _build = Directory.CreateTempSubdirectory("report");

    public void Dispose() => _build.Delete(recursive: true);

    private string Compile(ReportInput input, string name = "build") =>
        ReportBuilder.Compile(input, Checkout.Root, Directory.CreateDirectory(Path.Combine(_build.FullName, name)).FullName, TestContext.Current.CancellationToken);

    [Fact]
    public void SameResultsSameBytes()
    {
        Node.Require();
        Assert.Equal(File.ReadAllBytes(Compile(Samples.Input(), "one")), File.ReadAllBytes(Compile(Samples.Input(), "two")));
    }

    [Fact]
    public void ThePdfHoldsEveryClaimWithItsVerdict()
    {
        Node.Require();
        using var pdf = PdfDocument.Open(Compile(Samples.Input()));
        var text = string.Join('\n', pdf.GetPages().Select(page => string.Join(' ', page.GetWords().Select(word => word.Text))));
        foreach (var claim in Samples.Input().Experiments.SelectMany(experiment => experiment.Claims))
            Assert.Contains(claim.Title, text);
        foreach (var word in new[] { "holds", "violated", "skipped", "not run", "The checkpoint is not there.", "The family does not contain the truth here.", "arXiv:2407.21046" })
            Assert.Contains(word, text);
        Assert.StartsWith("Masked language models", pdf.Information.Title);
    }

    [Fact]
    public void TheAppendixShowsTheRecordedAttacks()
    {
        Node.Require();
        using var pdf = PdfDocument.Open(Compile(Samples.Input()));
        var pages = pdf.GetPages().Select(page => string.Join(' ', page.GetWords().Select(word => word.Text))).ToArray();
        var appendix = Assert.Single(pages, page => page.Contains("attacks on this harness", StringComparison.Ordinal)
            && page.Contains("total", StringComparison.Ordinal));
        string[] expected =
        [
            "2026-03-01, commit 01234567", "theory/Chains 12 11 1 1 timed out", "total 20 19 1 95.0 % caught",
            "Chain.Step: n - 1 → n + 1", "changes no result",
        ];
        foreach (var words in expected)
        {
            Assert.Contains(words, appendix.Replace("\u200b", "", StringComparison.Ordinal), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void ThePdfHasAnOutlineDownToTheClaims()
    {
        Node.Require();
        using var pdf = PdfDocument.Open(Compile(Samples.Input()));
        Assert.True(pdf.TryGetBookmarks(out Bookmarks? bookmarks));
        var titles = bookmarks.GetNodes().Select(node => node.Title).ToArray();
        Assert.Contains("Claims", titles);
        Assert.Contains("Provenance", titles);
        Assert.Contains(titles, title => title.Contains("Masking more is better", StringComparison.Ordinal));
    }

    [Fact]
    public void AnErrorInAWordingNamesItsClaim()
    {
        Node.Require();
        var error = Assert.Throws<TypesettingException>(() => Compile(Samples.Input("$H = frobnicate$")));
        Assert.Contains("wording of information-equality", error.Message);
        Assert.Contains("unknown variable: frobnicate", error.Message);
        Assert.False(File.Exists(Path.Combine(_build.FullName, "build", "report.pdf")));
    }

    // A font that only this machine has counts as unknown too, since the same results must give the same bytes on every machine.
    [Xunit.Theory]
    [InlineData("No Such Font")]
    [InlineData("DejaVu Serif")]
    public void AWarningIsAnError(string font)
    {
        Node.Require();
        var error = Assert.Throws<TypesettingException>(() => Compile(Samples.Input($"#text(font: \"{font}\")[words]")));
        Assert.Contains("warning: unknown font family", error.Message);
    }

    [Fact]
    public void AReportOfNothingRunIsStillAReport()
    {
        Node.Require();
        var never = Samples.Input().Experiments.Select(experiment => experiment with { Result = null, Seconds = null }).ToArray();
        using var pdf = PdfDocument.Open(Compile(Samples.Input() with { Experiments = never }));
        Assert.Contains("run", pdf.GetPage(1).Text);
    }
}
