using System.Xml.Linq;

namespace Gmlm.Reproduce.Report.Markup;

/// <summary>
/// Elements of a page. Texts and attributes are escaped when the page is written, so any text of a result may stand in one.
/// </summary>
internal static class Tag
{
    /// <summary>An element with a class.</summary>
    /// <param name="name">The element's name, and its classes after a dot, for example <c>p.quiet</c>.</param>
    /// <param name="content">Texts, nodes, attributes, and lists of these.</param>
    public static XElement Of(string name, params object?[] content)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return dot < 0
            ? new XElement(name, content)
            : new XElement(name[..dot], new XAttribute("class", name[(dot + 1)..]), content);
    }

    /// <summary>An attribute.</summary>
    public static XAttribute With(string name, string value) => new(name, value);

    /// <summary>A link to a place on this page or to a file beside it.</summary>
    public static XElement Link(string address, params object?[] content) => Of("a", With("href", address), content);

    /// <summary>
    /// A region that scrolls sideways on a narrow screen. It takes the keyboard's focus, so that it can be scrolled without a mouse.
    /// </summary>
    public static XElement Scrolling(string label, params object?[] content) =>
        Of("div.scroll", With("tabindex", "0"), With("role", "region"), With("aria-label", label), content);
}
