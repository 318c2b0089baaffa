using System.Text.Json;
using AngleSharp.Html.Dom;
using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Report;
using Gmlm.Reproduce.Snapshots;
using Xunit;

namespace Gmlm.Reproduce.Tests.Report;

/// <summary>A text of a result is shown as it is, and is never markup, in whatever field it stands.</summary>
public sealed class HostileTextTests
{
    private static readonly Dictionary<string, string> Texts = new()
    {
        ["script"] = "<script>alert(1)</script>",
        ["end tags"] = "</style></script><img src=x onerror=alert(1)>",
        ["quotes"] = "\" onclick=\"alert(1)",
        ["apostrophes"] = "' autofocus '",
        ["ampersands"] = "&lt;b&gt; & &amp;",
        ["comment"] = "<!-- <![CDATA[ ]]> -->",
        ["place of the template"] = "{{script}}",
        ["substitutions"] = "$1 $& ${x}",
        ["control characters"] = "nul \0 and escape \u001b",
        ["half a character"] = "lone \ud800 surrogate",
        ["characters of two halves"] = "𝔼 and 𝒩",
    };

    public static TheoryData<string> Names => [.. Texts.Keys];

    [Xunit.Theory]
    [MemberData(nameof(Names))]
    public void ThePageShowsTheText(string name)
    {
        var text = Texts[name];
        var page = new BesideThePdf(Input(text)).Document;
        var shown = text.Replace("\0", "\ufffd").Replace("\u001b", "\ufffd").Replace("\ud800", "\ufffd");
        Assert.Single(page.Scripts);
        Assert.Empty(page.QuerySelectorAll("img, [onclick], [onerror], [autofocus]"));
        var article = page.QuerySelector(".claim")!;
        foreach (var place in new[] { "title", "reason", "finding", "instance", "tolerance", "acceptance", "source", "command" })
            Assert.Contains($"{place} {shown}", article.TextContent, StringComparison.Ordinal);
        foreach (var place in new[] { "column", "cell", "unit", "metric", "fact", "heading" })
            Assert.Contains($"{place} {shown}", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains(page.QuerySelectorAll(".trace td").Select(cell => cell.TextContent), cell => cell == $"word{string.Concat(shown.Split(' '))}");
    }

    // The words of the claim stand in one line each, in which no character is markup.
    [Xunit.Theory]
    [InlineData("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;")]
    [InlineData("a | b\n# c", "a \\| b \\# c")]
    [InlineData("[x](javascript:y) `z` *w*", "\\[x\\](javascript:y) \\`z\\` \\*w\\*")]
    public void TheSummaryShowsTheText(string text, string written)
    {
        var summary = new BesideThePdf(Input(text)).Summary;
        Assert.Contains($"reason {written}", summary, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", summary, StringComparison.Ordinal);
    }

    [Xunit.Theory]
    [MemberData(nameof(Names))]
    public void TheResultsHoldTheText(string name)
    {
        var text = Texts[name];
        using var results = JsonDocument.Parse(new BesideThePdf(Input(text)).Results);
        var claim = results.RootElement.GetProperty("experiments")[0].GetProperty("claims")[0];
        Assert.Equal($"reason {text.Replace('\ud800', '\ufffd')}", claim.GetProperty("reason").GetString()!.Replace('\ud800', '\ufffd'));
    }

    private static ReportInput Input(string text)
    {
        var claim = Samples.Claim("masking-more", "A08", $"title {text}") with { Source = $"source {text}" };
        var outcome = new Outcome(3, -1, $"instance {text}", 1e-9, $"tolerance {text}");
        var sample = Samples.Experiment(
            claim,
            new ClaimVerdict(claim.Id, Verdict.Violated, $"reason {text}", outcome, outcome),
            new Metric($"metric {text}", 1, $"unit {text}", null, Tolerance.Exact));
        var word = $"word{string.Concat(text.Split(' '))}";
        var result = sample.Result! with
        {
            Tables =
            [
                new Table("plain", "A table.", [$"column {text}", "b"], [[$"cell {text}", "2"]]),
                new Table("traces", "Traces.", ["", ""], [["1. source", text], ["reference", text], ["iteration 1", word], ["output", text]]),
            ],
        };
        var acceptance = new Acceptance("1.1.0", new DateOnly(2026, 3, 2), new string('b', 40), $"acceptance {text}");
        return Samples.Input() with
        {
            Experiments =
            [
                sample with
                {
                    Title = $"heading {text}",
                    Result = result,
                    Command = $"command {text}",
                    AcceptedFindings = new Dictionary<string, string> { [claim.Id] = $"finding {text}" },
                    Snapshot = Snapshot.Of(result, Gmlm.Reproduce.Harness.Cache.ThisMachine.Machine, null, acceptance),
                },
            ],
            Environment = new Dictionary<string, string> { ["Processor"] = $"fact {text}" },
            Gate = new GateReport(false, [], [], 0, 0, 1, [$"masking-more: reason {text}"], [], [], [], []),
        };
    }
}
