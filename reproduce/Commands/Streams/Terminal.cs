using Spectre.Console;
using Table = Spectre.Console.Table;

namespace Gmlm.Reproduce.Commands.Streams;

/// <summary>Output to the terminal.</summary>
internal static class Terminal
{
    private const int PlainWidth = 220;

    /// <summary>Whether standard output is an interactive terminal outside of CI; live progress and colour are shown only there.</summary>
    public static bool IsLive =>
        !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Interactive && Environment.GetEnvironmentVariable("CI") is null;

    /// <summary>Standard output. It is wide when redirected to a file or a pipe, so that tables are not folded.</summary>
    public static IAnsiConsole Out { get; } = Create();

    /// <summary>An empty table in the common style.</summary>
    public static Table Table(params string[] columns)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(Markup.Escape(column)));
        }

        return table;
    }

    /// <summary>Adds a row of plain text.</summary>
    public static void Row(this Table table, params string[] cells) => table.AddRow([.. cells.Select(cell => new Text(cell))]);

    /// <summary>Writes one line of plain text.</summary>
    public static void Line(string text) => Out.WriteLine(text);

    /// <summary>Writes a value as JSON, whatever the width of the terminal.</summary>
    public static void Json<T>(T value) => Console.Out.Write(LineJson.Write(value));

    /// <summary>The verdict as a coloured word.</summary>
    public static string Coloured(Verdict verdict) => verdict switch
    {
        Verdict.Holds => "[green]holds[/]",
        Verdict.Violated => "[red bold]violated[/]",
        Verdict.Undecided => "[yellow]undecided[/]",
        _ => "[grey]skipped[/]",
    };

    /// <summary>Seconds in a readable unit.</summary>
    public static string Duration(double? seconds) => seconds switch
    {
        null => "–",
        < 60 => FormattableString.Invariant($"{seconds:0.0} s"),
        _ => FormattableString.Invariant($"{Math.Floor(seconds.Value / 60):0} min {seconds.Value % 60:00} s"),
    };

    private static IAnsiConsole Create()
    {
        var console = AnsiConsole.Console;
        if (Console.IsOutputRedirected)
        {
            console.Profile.Width = PlainWidth;
        }

        return console;
    }
}
