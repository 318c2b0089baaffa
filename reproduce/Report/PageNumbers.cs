using System.Xml.Linq;
using Gmlm.Reproduce.Report.Markup;

namespace Gmlm.Reproduce.Report;

/// <summary>Numbers of the model on the page.</summary>
internal static class PageNumbers
{
    /// <summary>A number with its power of ten, if it has one; a dash for null.</summary>
    public static XElement Of(NumberModel? number) => number switch
    {
        null => Tag.Of("span.number", "–"),
        { Exponent: null } => Tag.Of("span.number", number.Text),
        { Text: "1" } => Tag.Of("span.number", "10", Power(number)),
        _ => Tag.Of("span.number", $"{number.Text} × 10", Power(number)),
    };

    /// <summary>A value with its standard error and unit, or the range of a family of values.</summary>
    public static IReadOnlyList<object?> Of(QuantityModel quantity) =>
    [
        Of(quantity.Value),
        quantity.Error is null ? null : new object[] { " ± ", Of(quantity.Error) },
        quantity.Last is null ? null : new object[] { " … ", Of(quantity.Last) },
        quantity.Unit.Length > 0 ? $" {quantity.Unit}" : null,
        quantity.Count > 1 ? $" ({quantity.Count} values)" : null,
    ];

    private static XElement Power(NumberModel number) =>
        Tag.Of("sup", number.Exponent!.Value.ToString(CultureInfo.InvariantCulture).Replace('-', '−'));
}
