using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Report;
using Gmlm.Reproduce.Snapshots;
using Xunit;

namespace Gmlm.Reproduce.Tests.Report;

/// <summary>The page holds what the report holds, and needs nothing but itself.</summary>
public sealed class PageTests
{
    private static readonly Lazy<BesideThePdf> Made = new(() => new BesideThePdf(BesideThePdf.Registered()));
    private static readonly Lazy<IHtmlDocument> Whole = new(() => Made.Value.Document);

    [Fact]
    public void EveryClaimOfTheRegistryIsThereWithItsPlaceTitleAndHistory()
    {
        foreach (var claim in Registry.Discover().Experiments.SelectMany(experiment => experiment.Claims))
        {
            var article = Whole.Value.GetElementById($"claim-{claim.Id}");
            Assert.True(article is not null, claim.Id);
            Assert.Equal($"{claim.Order} {claim.Title}", article.QuerySelector("h3, h4")!.TextContent);
            Assert.Single(article.QuerySelectorAll(".history"));
        }
    }

    [Fact]
    public void NoMarkupOfTypstIsLeft()
    {
        var words = Whole.Value.QuerySelectorAll("article, caption, figcaption, .axis, .outcome, .traces").Select(each => each.TextContent);
        Assert.All(words, text => Assert.DoesNotMatch(@"\$|`|\\[_/]", text));
    }

    [Fact]
    public void TheSameResultsGiveTheSameBytes()
    {
        var again = new BesideThePdf(BesideThePdf.Registered());
        Assert.Equal((Made.Value.Page, Made.Value.Summary, Made.Value.Results), (again.Page, again.Summary, again.Results));
    }

    [Fact]
    public void NothingIsLoaded()
    {
        string[] loading = ["src", "srcset", "href", "xlink:href", "data", "poster", "action", "formaction", "background", "ping"];
        var addresses = Whole.Value.All.SelectMany(element => element.Attributes.Where(attribute => loading.Contains(attribute.Name))
            .Select(attribute => (element.LocalName, attribute.Value))).ToArray();
        Assert.Equal([("a", "https://arxiv.org/abs/2407.21046")], addresses.Where(address => address.Value.Contains(':', StringComparison.Ordinal)
            && !address.Value.StartsWith("data:", StringComparison.Ordinal)));
        Assert.Equal(["a", "link"], addresses.Select(address => address.LocalName).Distinct().Order());
        Assert.Empty(Whole.Value.QuerySelectorAll("iframe, object, embed, base, img, meta[http-equiv=refresh]"));
        var style = Assert.Single(Whole.Value.QuerySelectorAll("style")).TextContent;
        Assert.DoesNotContain("@import", style, StringComparison.Ordinal);
        Assert.All(Regex.Matches(style, @"url\(\s*""?([a-z]*)"), match => Assert.Equal("data", match.Groups[1].Value));
    }

    [Fact]
    public void ThePolicyAllowsThisScriptAndThisStyleAlone()
    {
        static string Sum(string text) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";
        var policy = Whole.Value.QuerySelector("meta[http-equiv=Content-Security-Policy]")!.GetAttribute("content")!.Split("; ");
        Assert.Contains("default-src 'none'", policy);
        Assert.Contains($"script-src {Sum(Assert.Single(Whole.Value.Scripts).TextContent)}", policy);
        Assert.Contains($"style-src {Sum(Whole.Value.QuerySelector("style")!.TextContent)}", policy);
        Assert.DoesNotContain(
            Whole.Value.All.SelectMany(element => element.Attributes),
            attribute => attribute.Name is "style" || attribute.Name.StartsWith("on", StringComparison.Ordinal));
    }

    [Xunit.Theory]
    [InlineData("part")]
    [InlineData("origin")]
    [InlineData("verdict")]
    public void AFilterHasEveryValueOfTheClaimsAndNoOther(string filter)
    {
        var offered = Whole.Value.QuerySelectorAll<IHtmlOptionElement>($"#filter-{filter} option").Select(option => option.Value);
        var there = Whole.Value.QuerySelectorAll(".claim").Select(claim => claim.GetAttribute($"data-{filter}")!);
        Assert.Equal(["", .. there.Distinct().Order()], offered.Order());
        Assert.True(there.Distinct().Count() > 3);
    }

    [Fact]
    public void WithoutAScriptOnlyTheControlsAreHidden() =>
        Assert.Equal(["filters", "steps"], Whole.Value.QuerySelectorAll("[hidden]").Select(element => element.ClassName!).Distinct());

    [Fact]
    public void AFigureIsPartOfThePageWithItsWords()
    {
        var figures = Whole.Value.QuerySelectorAll("figure");
        Assert.Equal(6, figures.Length);
        foreach (var figure in figures)
        {
            var svg = figure.QuerySelector("svg")!;
            Assert.Equal("img", svg.GetAttribute("role"));
            Assert.NotEqual("", svg.GetAttribute("aria-label"));
            Assert.True(svg.QuerySelectorAll("path").Length > 5);
            Assert.StartsWith("Figure ", figure.QuerySelector("figcaption")!.TextContent, StringComparison.Ordinal);
            foreach (Match clip in Regex.Matches(svg.OuterHtml, @"url\(#([^)]*)\)"))
                Assert.NotNull(svg.QuerySelector($"#{clip.Groups[1].Value}"));
        }
    }

    [Fact]
    public void ATraceIsAGridWithItsChangesAndRemaskedWords()
    {
        var trace = Whole.Value.QuerySelector(".trace")!;
        var rows = trace.QuerySelectorAll("tbody tr");
        Assert.Equal(["▁Ein", "▁Mann", "▁Mann", "."], rows[0].QuerySelectorAll("td").Select(cell => cell.TextContent));
        Assert.Equal(["▁Mann", "▁Mann"], rows[0].QuerySelectorAll("td s").Select(cell => cell.TextContent));
        Assert.Empty(rows[0].QuerySelectorAll("mark"));
        Assert.Equal(["▁schläft"], rows[1].QuerySelectorAll("td mark").Select(cell => cell.TextContent));
        Assert.Contains("Ein Mann schläft.", trace.QuerySelector("dl")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void AHistoryNamesEveryAcceptanceAndTheOneThatAcceptsTheViolation()
    {
        Acceptance[] acceptances =
        [
            new("1.1.0", new DateOnly(2026, 3, 2), new string('b', 40), "The grid is finer."),
            new("1.1.0", new DateOnly(2026, 3, 1), new string('a', 40), "Not found at this size."),
        ];
        var sample = Samples.Experiment(Samples.Claim("masking-more", "A08", "More"), Samples.Decided("masking-more", Verdict.Violated));
        var snapshot = Snapshot.Of(sample.Result!, Gmlm.Reproduce.Harness.Cache.ThisMachine.Machine, null, acceptances[1]) with { Acceptances = acceptances };
        var page = new BesideThePdf(Samples.Input() with { Experiments = [sample with { Snapshot = snapshot }] }).Document;
        var items = page.QuerySelectorAll("#claim-masking-more .history li").Select(item => item.TextContent).ToArray();
        Assert.Equal(2, items.Length);
        Assert.Equal("2026-03-02 · version 1.1.0 · commit bbbbbbbbbbbb: The grid is finer.", items[0]);
        Assert.Contains("Not found at this size. (accepts the violation of this claim)", items[1], StringComparison.Ordinal);
    }
}
