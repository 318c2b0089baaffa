using System.Xml.Linq;
using Gmlm.Reproduce.Report.Markup;

namespace Gmlm.Reproduce.Report;

/// <summary>Tables of the page.</summary>
internal static class PageTables
{
    /// <summary>A table of an experiment with its caption.</summary>
    public static XElement Of(string experiment, TableModel table) => Tag.Scrolling(
        $"Table {table.Name} of {experiment}",
        Tag.Of(
            "table",
            Tag.Of("caption", MarkupHtml.Of(table.Caption.Markup)),
            Head([.. table.Columns], column => table.Numeric[column]),
            Tag.Of("tbody", table.Rows.Select(row => Tag.Of("tr", row.Select((cell, column) => Cell(table, cell, column)))))));

    /// <summary>The head of a table. A column without a title has an empty cell, since a heading must have words.</summary>
    public static XElement Head(IReadOnlyList<string> columns, Func<int, bool> isNumeric) => Tag.Of(
        "thead",
        Tag.Of("tr", columns.Select((column, i) => column.Length == 0
            ? Tag.Of("td")
            : Tag.Of(isNumeric(i) ? "th.numeric" : "th", Tag.With("scope", "col"), column))));

    /// <summary>The numbers of an experiment, by name.</summary>
    public static XElement? Quantities(ExperimentModel experiment) => experiment.Quantities.Count == 0 ? null : Tag.Of(
        "details",
        Tag.Of("summary", $"Quantities of {experiment.Id}"),
        Tag.Of("dl.quantities", experiment.Quantities.Select(quantity => Tag.Of(
            "div",
            Tag.Of("dt", Tag.Of("code", quantity.Count > 1 ? $"{quantity.Name}.…" : quantity.Name)),
            Tag.Of("dd", PageNumbers.Of(quantity))))));

    private static XElement Cell(TableModel table, string cell, int column) => column < table.Numeric.Count && table.Numeric[column]
        ? Tag.Of("td.numeric", cell.Replace('-', '−'))
        : Tag.Of("td", cell);
}
