using System.Xml.Linq;
using Gmlm.Reproduce.Report.Markup;

namespace Gmlm.Reproduce.Report;

/// <summary>The form that chooses claims. It is hidden until the script shows it, since without a script it could do nothing.</summary>
internal static class PageFilters
{
    /// <summary>The form, with every value that a claim of the report has.</summary>
    public static XElement Of(ReportModel report) => Tag.Of(
        "form.filters",
        Tag.With("id", "filters"),
        Tag.With("hidden", "hidden"),
        Tag.With("role", "search"),
        Tag.With("aria-label", "Choose claims"),
        Choice("part", "Part", Parts(report).Select(part => (part, $"{part} · {Headings.Section(part)}"))),
        Choice("origin", "Origin", report.Origins.Select(origin => (origin.Origin, origin.Name))),
        Choice("verdict", "Verdict", report.Counts.Where(count => count.Count > 0)
            .Select(count => (count.Verdict, Headings.Verdict(count.Verdict)))),
        Tag.Of(
            "p.field",
            Tag.Of("label", Tag.With("for", "filter-text"), "Text"),
            Tag.Of("input", Tag.With("id", "filter-text"), Tag.With("type", "search"), Tag.With("autocomplete", "off"))),
        Tag.Of("p.field", Tag.Of("button", Tag.With("type", "reset"), "Show all")),
        Tag.Of("p.count", Tag.Of("output", Tag.With("id", "filter-count"), Tag.With("aria-live", "polite"), $"{report.Claims} claims")));

    // The letters of the claims, and not those of the sections, which may also hold experiments without claims.
    private static IEnumerable<string> Parts(ReportModel report) => report.Sections.SelectMany(section => section.Experiments)
        .SelectMany(experiment => experiment.Claims).Select(PageClaims.Part).Distinct().Order(StringComparer.Ordinal);

    private static XElement Choice(string name, string label, IEnumerable<(string Value, string Words)> values) => Tag.Of(
        "p.field",
        Tag.Of("label", Tag.With("for", $"filter-{name}"), label),
        Tag.Of(
            "select",
            Tag.With("id", $"filter-{name}"),
            Tag.With("data-filter", name),
            Tag.Of("option", Tag.With("value", ""), "all"),
            values.Select(value => Tag.Of("option", Tag.With("value", value.Value), value.Words))));
}
