using System.Text.RegularExpressions;

namespace Gmlm.Padir.Metrics;

/// <summary>
/// The tokenisation of NIST's mteval-v13a.pl. Every ASCII punctuation mark except <c>' , - .</c> is a token. A period or comma is a token
/// unless it stands between two digits. A dash is a token after a digit. The rules are applied in sequence, so their order is part of the
/// definition.
/// </summary>
internal static partial class Mteval13a
{
    public static string[] Split(string line)
    {
        line = line.Replace("<skipped>", "", StringComparison.Ordinal)
            .Replace("-\n", "", StringComparison.Ordinal)
            .Replace('\n', ' ')
            .Replace("&quot;", "\"", StringComparison.Ordinal)
            .Replace("&amp;", "&", StringComparison.Ordinal)
            .Replace("&lt;", "<", StringComparison.Ordinal)
            .Replace("&gt;", ">", StringComparison.Ordinal);

        // The added spaces give the first and last character a neighbour, which the rules need.
        line = Sign().Replace($" {line} ", " $1 ");
        line = PointNotAfterDigit().Replace(line, "$1 $2 ");
        line = PointNotBeforeDigit().Replace(line, " $1 $2");
        line = DashAfterDigit().Replace(line, "$1 $2 ");
        return PythonText.Split(line);
    }

    [GeneratedRegex(@"([ -&(-+/:-@\[-`{-~])")]
    private static partial Regex Sign();

    [GeneratedRegex("([^0-9])([.,])")]
    private static partial Regex PointNotAfterDigit();

    [GeneratedRegex("([.,])([^0-9])")]
    private static partial Regex PointNotBeforeDigit();

    [GeneratedRegex("([0-9])(-)")]
    private static partial Regex DashAfterDigit();
}
