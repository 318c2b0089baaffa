using System.Text.Json;
using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Report;
using Gmlm.Reproduce.Snapshots;
using Xunit;

namespace Gmlm.Reproduce.Tests.Report;

/// <summary>The summary and the file of results say what the results say.</summary>
public sealed class SummaryTests
{
    private const int LongestComment = 65_536;

    [Fact]
    public void AChangedNumberChangesTheSummary()
    {
        var (one, other) = (Made(2.345, Verdict.Holds).Summary, Made(1.5, Verdict.Holds).Summary);
        Assert.Contains("2.35 ± 0.06 times as fast", one, StringComparison.Ordinal);
        Assert.Contains("1.50 ± 0.06 times as fast", other, StringComparison.Ordinal);
        Assert.NotEqual(one, Made(2.345, Verdict.Violated).Summary);
    }

    [Fact]
    public void AFormulaIsNotMarkupOfTypst()
    {
        var summary = Made(1, Verdict.Holds).Summary;
        Assert.Contains("resampling <i>k</i> of them jointly does not", summary, StringComparison.Ordinal);
        Assert.DoesNotContain("$", summary, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatMovedStandsInItsTable()
    {
        var moved = new Difference("speed", "speed-up.b1.s4", "2.1", "2.345", 0.245, 3.5, "4 standard errors", Standing.Moved);
        var summary = new BesideThePdf(Samples.Input() with { Gate = Gate(moved) }).Summary;
        Assert.Contains("## What moved against the snapshots\n\n| experiment | item |", summary, StringComparison.Ordinal);
        Assert.Contains("| speed | speed-up.b1.s4 | 2.1 | 2.345 | 0.245 | 3.5 | 4 standard errors |", summary, StringComparison.Ordinal);
        Assert.DoesNotContain("What moved", new BesideThePdf(Samples.Input() with { Gate = Gate() }).Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void ItFitsACommentIfEverythingMoved()
    {
        var text = new string('x', 5000);
        Difference[] moved = [.. Enumerable.Range(0, 3000).Select(i => Difference.Missing($"experiment {i}", text, text, text))];
        string[] violated = [.. Enumerable.Range(0, 3000).Select(i => $"{i}: {text}")];
        var gate = Gate(moved) with { Violations = violated, Findings = violated, Warnings = violated };
        var summary = new BesideThePdf(BesideThePdf.Registered() with { Gate = gate }).Summary;
        Assert.True(summary.Length < LongestComment, $"{summary.Length} characters");
        Assert.Contains("more, all of them in verify.md", summary, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryFigureIsAPictureBesideTheSummary()
    {
        var input = Samples.Input();
        var summary = new BesideThePdf(input).Summary;
        foreach (var name in new[] { "figure-1", "figure-1-all-masks", "figure-2", "figure-3", "figure-3-independent" })
            Assert.Matches($@"!\[[^\]]+\]\(figures/{name}\.svg\)", summary);
    }

    [Fact]
    public void TheResultsHaveEveryClaimAndEveryMetric()
    {
        var input = BesideThePdf.Registered();
        using var results = JsonDocument.Parse(new BesideThePdf(input).Results);
        var experiments = results.RootElement.GetProperty("experiments").EnumerateArray().ToDictionary(each => each.GetProperty("id").GetString()!);
        Assert.Equal(input.Experiments.Count, experiments.Count);
        foreach (var experiment in input.Experiments)
        {
            var found = experiments[experiment.Id];
            Assert.Equal(
                experiment.Claims.Select(claim => claim.Id).Order(),
                found.GetProperty("claims").EnumerateArray().Select(claim => claim.GetProperty("id").GetString()!).Order());
            Assert.Equal(
                (experiment.Result?.Metrics ?? []).Select(metric => metric.Name),
                found.GetProperty("metrics").EnumerateArray().Select(metric => metric.GetProperty("name").GetString()!));
        }
    }

    [Fact]
    public void ANumberHasItsUnitAndErrorAndAVerdictItsMarginsAndReason()
    {
        var claim = Samples.Claim("masking-more", "A08", "More", Origin.Reconstructed);
        var sample = Samples.Experiment(
            claim,
            Samples.Decided(claim.Id, Verdict.Violated, -0.25, "too small"),
            new Metric("speed-up", 2.5, "×", 0.125, Tolerance.Exact),
            new Metric("nothing", double.NaN, "", null, Tolerance.Exact));
        var input = Samples.Input() with { Experiments = [sample with { AcceptedFindings = new Dictionary<string, string> { [claim.Id] = "small grid" } }] };
        using var results = JsonDocument.Parse(new BesideThePdf(input).Results);
        var found = results.RootElement.GetProperty("experiments")[0];
        var decided = found.GetProperty("claims")[0];
        Assert.Equal(
            ["violated", "reconstructed", "too small", "small grid"],
            ((string[])["verdict", "origin", "reason", "finding"]).Select(name => decided.GetProperty(name).GetString()!));
        Assert.Equal((-0.25, -0.0412), (Margin(decided, "check"), Margin(decided, "control")));
        var metrics = found.GetProperty("metrics");
        Assert.Equal(("×", 0.125, 2.5), (metrics[0].GetProperty("unit").GetString()!, metrics[0].GetProperty("standardError").GetDouble(), metrics[0].GetProperty("value").GetDouble()));
        Assert.Equal(("NaN", JsonValueKind.Null), (metrics[1].GetProperty("value").GetString()!, metrics[1].GetProperty("standardError").ValueKind));
    }

    private static double Margin(JsonElement claim, string side) => claim.GetProperty(side).GetProperty("worstMargin").GetDouble();

    private static BesideThePdf Made(double speed, Verdict verdict) => new(Samples.Input() with
    {
        Experiments = [Samples.Experiment(
            Samples.Claim("padir-faster", "T31", "x"),
            Samples.Decided("padir-faster", verdict),
            new Metric("speed-up.b1.s4", speed, "", 0.056, Tolerance.Statistical())) with { Id = "speed" }],
    });

    private static GateReport Gate(params Difference[] moved) => new(false, [], moved, 10, 0, 5, [], [], [], [], []);
}
