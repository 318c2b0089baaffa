using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Gmlm.Reproduce.Report;

/// <summary>
/// The frame of the page: the files of <c>reports/template/page</c>, which are embedded in the program, since the page must not need Node
/// or a checkout.
/// </summary>
internal static partial class PageTemplate
{
    /// <summary>The page with its title and body.</summary>
    /// <param name="title">Plain text.</param>
    /// <param name="body">HTML.</param>
    public static string Filled(string title, string body)
    {
        var style = Replaced(Text("page.css"), name => name == "font" ? Convert.ToBase64String(Bytes("Inter.ttf")) : null);
        var script = Text("page.js");
        return Replaced(Text("page.html"), name => name switch
        {
            "title" => WebUtility.HtmlEncode(title),
            "policy" => Policy(style, script),
            "style" => style,
            "script" => script,
            "body" => body,
            _ => null,
        });
    }

    // The browser runs this script and no other, and loads nothing, whatever a result contains.
    private static string Policy(string style, string script) =>
        $"default-src 'none'; script-src '{Sum(script)}'; style-src '{Sum(style)}'; font-src data:; img-src data:; base-uri 'none'; "
        + "form-action 'none'";

    private static string Sum(string text) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";

    // One pass, so that what is filled in is not searched for places itself.
    private static string Replaced(string text, Func<string, string?> value) => Place().Replace(
        text,
        match => value(match.Groups[1].Value)
            ?? throw new InvalidOperationException($"reports/template/page: {match} is not a place that is filled in"));

    private static string Text(string name) => Encoding.UTF8.GetString(Bytes(name)).ReplaceLineEndings("\n");

    private static byte[] Bytes(string name)
    {
        using var stream = typeof(PageTemplate).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"the resource {name} is not part of the program");
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    [GeneratedRegex(@"\{\{([a-z]+)\}\}")]
    private static partial Regex Place();
}
