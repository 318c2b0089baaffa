using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Js;
using Xunit;

namespace Gmlm.Reproduce.Tests.Report;

/// <summary>The script of the page, run without a browser: it shows the controls, filters the claims and steps through a trace.</summary>
public sealed class PageScriptTests
{
    private static readonly Lazy<string> Page = new(() => new BesideThePdf(BesideThePdf.Registered()).Page);

    [Fact]
    public async Task AFilterShowsTheClaimsThatFitAndNoEmptyPart()
    {
        var page = await Open();
        var form = page.GetElementById("filters")!;
        Assert.False(form.HasAttribute("hidden"));
        var claims = page.QuerySelectorAll(".claim");
        foreach (var (filter, value) in new[] { ("part", "B"), ("origin", "paper"), ("verdict", "violated") })
        {
            var choice = page.QuerySelector<IHtmlSelectElement>($"#filter-{filter}")!;
            Set(page, choice.Id!, value);
            var fitting = claims.Where(claim => claim.GetAttribute($"data-{filter}") == value).ToArray();
            Assert.Equal(fitting, claims.Where(claim => !claim.HasAttribute("hidden")));
            Assert.Equal($"{fitting.Length} of {claims.Length} claims", page.GetElementById("filter-count")!.TextContent);
            Assert.All(page.QuerySelectorAll(".part"), part =>
                Assert.Equal(part.QuerySelectorAll(".claim").Intersect(fitting).Any(), !part.HasAttribute("hidden")));
            Set(page, choice.Id!, "");
        }

        Assert.Empty(page.QuerySelectorAll(".claim[hidden], .part[hidden], .experiment[hidden]"));
    }

    [Fact]
    public async Task ASearchFindsAllItsWordsAndTheResetShowsEverything()
    {
        var page = await Open();
        Set(page, "filter-text", "MASKS  variance");
        bool Fits(IElement claim) => ((string[])["masks", "variance"]).All(word => claim.TextContent.Contains(word, StringComparison.OrdinalIgnoreCase));
        var fitting = page.QuerySelectorAll(".claim").Where(Fits).ToArray();
        Assert.True(fitting.Length > 1);
        Assert.Equal(fitting, page.QuerySelectorAll(".claim").Where(claim => !claim.HasAttribute("hidden")));
        Set(page, "filter-text", "frobnicate");
        Assert.Empty(page.QuerySelectorAll(".claim:not([hidden])"));
        Dispatch(page, "filters", "reset");
        Assert.Empty(page.QuerySelectorAll(".claim[hidden]"));
    }

    [Fact]
    public async Task ATraceIsSteppedThrough()
    {
        var page = await Open();
        var trace = page.QuerySelector(".trace")!;
        string[] Shown() => [.. trace.QuerySelectorAll("tbody tr").Where(row => !row.HasAttribute("hidden")).Select(row => row.GetAttribute("data-step")!)];
        string Press(string action)
        {
            trace.QuerySelector<IHtmlElement>($"[data-action={action}]")!.DoClick();
            return trace.QuerySelector("output")!.TextContent;
        }

        Assert.Equal(["1", "2", "3"], Shown());
        Assert.Equal("Iteration 1 of 3", Press("next"));
        Assert.Equal(["1"], Shown());
        Assert.Equal("Iteration 2 of 3", Press("next"));
        Assert.Equal(["1", "2"], Shown());
        Assert.Equal("Iteration 3 of 3", Press("next"));
        Assert.Equal("Iteration 3 of 3", Press("next"));
        Assert.Equal("Iteration 2 of 3", Press("previous"));
        Assert.Equal("All 3 iterations", Press("all"));
        Assert.Equal(["1", "2", "3"], Shown());
    }

    private static async Task<IDocument> Open()
    {
        var context = BrowsingContext.New(Configuration.Default.WithJs());
        var page = await context.OpenAsync(response => response.Content(Page.Value), TestContext.Current.CancellationToken);
        await page.WaitForReadyAsync();
        return page;
    }

    private static void Set(IDocument page, string field, string value)
    {
        page.ExecuteScript($"document.getElementById('{field}').value = '{value}'");
        Dispatch(page, field, "input");
    }

    private static void Dispatch(IDocument page, string element, string name) =>
        page.GetElementById(element)!.Dispatch(new AngleSharp.Dom.Events.Event(name, bubbles: true, cancelable: true));
}
