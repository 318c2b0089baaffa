using System.Xml.Linq;
using Gmlm.Reproduce.Report.Markup;

namespace Gmlm.Reproduce.Report;

/// <summary>
/// Decoding traces as grids, positions by iterations. The script shows one iteration after the other; without it all of them are shown.
/// </summary>
internal static class PageTraces
{
    /// <summary>The traces of a table.</summary>
    /// <param name="experiment">The id of the experiment, which tells its grids from those of another.</param>
    /// <param name="table">The table, whose caption says whose traces they are.</param>
    /// <param name="traces">The traces that the table holds.</param>
    /// <param name="heading">The level of a trace's heading, 2 to 6.</param>
    public static XElement Of(string experiment, TableModel table, IReadOnlyList<TraceModel> traces, int heading) => Tag.Of(
        "div.traces",
        Tag.Of("p", MarkupHtml.Of(table.Caption.Markup)),
        Tag.Of(
            "p.quiet",
            "In the grids, ▁ marks the beginning of a word, ",
            Tag.Of("mark", "marked"),
            " words differ from the iteration before, and ",
            Tag.Of("s", "struck"),
            " words are remasked after the iteration."),
        traces.Select((trace, i) => Trace($"Decoding trace {i + 1}", experiment, trace, heading)));

    private static XElement Trace(string title, string experiment, TraceModel trace, int heading) => Tag.Of(
        "section.trace",
        Tag.Of($"h{heading}", title),
        Tag.Of(
            "dl",
            Named("Source", trace.Source),
            Named("Reference", trace.Reference),
            Named("Output", trace.Output)),
        Tag.Of(
            "p.steps",
            Tag.With("hidden", "hidden"),
            Button("previous", "Previous iteration"),
            Button("next", "Next iteration"),
            Button("all", "All iterations"),
            Tag.Of("output", Tag.With("aria-live", "polite"), $"All {trace.Iterations.Count} iterations")),
        Tag.Scrolling(
            $"{title} of {experiment}: positions by iterations",
            Tag.Of(
                "table.grid",
                Tag.Of("thead", Tag.Of("tr", Heading("Iteration"), Positions(trace).Select(Heading))),
                Tag.Of("tbody", trace.Iterations.Select((cells, i) => Tag.Of(
                    "tr",
                    Tag.With("data-step", $"{i + 1}"),
                    Tag.Of("th", Tag.With("scope", "row"), $"{i + 1}"),
                    cells.Select(Cell)))))));

    private static IEnumerable<string> Positions(TraceModel trace) =>
        Enumerable.Range(1, trace.Iterations.Max(cells => cells.Count)).Select(position => $"{position}");

    private static XElement Named(string name, string text) => Tag.Of("div", Tag.Of("dt", name), Tag.Of("dd", text));

    private static XElement Heading(string words) => Tag.Of("th", Tag.With("scope", "col"), words);

    private static XElement Button(string action, string words) =>
        Tag.Of("button", Tag.With("type", "button"), Tag.With("data-action", action), words);

    private static XElement Cell(TraceCell cell)
    {
        XNode word = new XText(cell.Piece);
        if (cell.IsRemasked)
            word = Tag.Of("s", word);
        if (cell.IsChanged)
            word = Tag.Of("mark", word);
        return Tag.Of("td", word);
    }
}
