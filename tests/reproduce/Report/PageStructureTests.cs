using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Xunit;

namespace Gmlm.Reproduce.Tests.Report;

/// <summary>The page can be read and used without a mouse, without colours and by a screen reader, as far as its structure decides.</summary>
public sealed class PageStructureTests
{
    private static readonly Lazy<IHtmlDocument> Page = new(() => new BesideThePdf(BesideThePdf.Registered()).Document);

    [Fact]
    public void NoTwoElementsHaveOneName()
    {
        var names = Page.Value.QuerySelectorAll("[id]").Select(element => element.GetAttribute("id")!).ToArray();
        Assert.True(names.Length > 100);
        Assert.Empty(names.GroupBy(name => name).Where(same => same.Count() > 1).Select(same => same.Key));
    }

    [Fact]
    public void EveryReferenceWithinThePageIsAnElement()
    {
        var links = Page.Value.QuerySelectorAll("a[href^='#']").Select(link => link.GetAttribute("href")![1..]);
        var labels = Page.Value.QuerySelectorAll("[aria-labelledby]").Select(element => element.GetAttribute("aria-labelledby")!);
        var fields = Page.Value.QuerySelectorAll("label").Select(label => label.GetAttribute("for")!);
        Assert.All(links.Concat(labels).Concat(fields), name => Assert.True(Page.Value.GetElementById(name) is not null, name));
    }

    [Fact]
    public void EveryRegionHasANameOfItsOwn()
    {
        var names = Page.Value.QuerySelectorAll("section[aria-labelledby], [role=region], [role=search], nav").Select(region =>
            region.GetAttribute("aria-label") ?? Page.Value.GetElementById(region.GetAttribute("aria-labelledby")!)!.TextContent).ToArray();
        Assert.True(names.Length > 10);
        Assert.Empty(names.GroupBy(name => name).Where(same => same.Count() > 1).Select(same => same.Key));
    }

    [Fact]
    public void HeadingsSkipNoLevel()
    {
        var levels = Page.Value.QuerySelectorAll("h1, h2, h3, h4, h5, h6").Select(heading => heading.LocalName[1] - '0').ToArray();
        Assert.Equal(1, levels[0]);
        Assert.Single(levels, level => level == 1);
        Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 1, $"{pair.First} before {pair.Second}"));
        Assert.All(Page.Value.QuerySelectorAll("h1, h2, h3, h4, th, button, a, summary"), element => Assert.NotEqual("", element.TextContent.Trim()));
    }

    [Fact]
    public void TheParentAllowsItsChildren()
    {
        static void Inside(string selector, params string[] parents) =>
            Assert.All(Page.Value.QuerySelectorAll(selector), element => Assert.Contains(element.ParentElement!.LocalName, parents));
        Inside("li", "ul", "ol");
        Inside("dt, dd", "div");
        Inside("dl > *", "dl");
        Assert.All(Page.Value.QuerySelectorAll("dl > *"), element => Assert.Equal("div", element.LocalName));
        Assert.Empty(Page.Value.QuerySelectorAll("p p, p div, p table, p dl, p ul, a a, button button, label label, a button"));
        Assert.Single(Page.Value.QuerySelectorAll("main"));
    }

    [Fact]
    public void EveryFieldHasALabelAndEveryHeadOfATableAScope()
    {
        foreach (var field in Page.Value.QuerySelectorAll("select, input"))
            Assert.Single(Page.Value.QuerySelectorAll($"label[for='{field.Id}']"));
        Assert.All(Page.Value.QuerySelectorAll("th"), head => Assert.Contains(head.GetAttribute("scope"), new[] { "row", "col" }));
    }

    [Fact]
    public void WhatScrollsSidewaysTakesTheKeyboardAndHasAName()
    {
        Assert.All(Page.Value.QuerySelectorAll("table"), table =>
        {
            var region = table.ParentElement!;
            Assert.Equal(("0", "region"), (region.GetAttribute("tabindex"), region.GetAttribute("role")));
            Assert.False(string.IsNullOrWhiteSpace(region.GetAttribute("aria-label")));
        });
        Assert.Equal("en", Page.Value.DocumentElement.GetAttribute("lang"));
        Assert.Contains("width=device-width", Page.Value.QuerySelector("meta[name=viewport]")!.GetAttribute("content")!, StringComparison.Ordinal);
    }

    // Contrast of at least 4.5 to 1 between the colours of texts and those they stand on (WCAG 2.2, 1.4.3).
    [Xunit.Theory]
    [InlineData("ink", "#ffffff")]
    [InlineData("quiet", "#ffffff")]
    [InlineData("quiet", "#f6f6f4")]
    [InlineData("link", "#ffffff")]
    [InlineData("holds", "#ffffff")]
    [InlineData("violated", "#ffffff")]
    [InlineData("undecided", "#ffffff")]
    [InlineData("skipped", "#ffffff")]
    public void ColoursAreLegible(string name, string ground)
    {
        var style = Page.Value.QuerySelector("style")!.TextContent;
        var colour = System.Text.RegularExpressions.Regex.Match(style, $"--{name}: (#[0-9a-f]{{6}});").Groups[1].Value;
        Assert.Contains(ground, style, StringComparison.Ordinal);
        var (light, dark) = (Math.Max(Luminance(colour), Luminance(ground)), Math.Min(Luminance(colour), Luminance(ground)));
        Assert.True((light + 0.05) / (dark + 0.05) >= 4.5, $"{colour} on {ground}");
    }

    private static double Luminance(string colour)
    {
        double Channel(int i)
        {
            var value = Convert.ToInt32(colour.Substring(1 + (2 * i), 2), 16) / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }

        return (0.2126 * Channel(0)) + (0.7152 * Channel(1)) + (0.0722 * Channel(2));
    }
}
