using System.CommandLine;
using Gmlm.Reproduce.Harness;

namespace Gmlm.Reproduce.Commands;

/// <summary><c>clean</c>: removes what the other verbs write: results with the received files beside them, figures, the PDF.</summary>
internal static class CleanCommand
{
    private static readonly string[] Owned = ["results", "figures", "typst"];

    public static Command Create()
    {
        var command = Workspace.WithOptions(new Command("clean", "Remove results, figures, the PDF and received files"));
        command.SetAction(parse => Execute(Repository.Find(parse.GetValue(CommonOptions.Out))));
        return command;
    }

    // Only what the verbs write: --out may point at a folder with other things in it.
    private static void Execute(Repository repository)
    {
        var removed = 0;
        foreach (var folder in Owned.Select(name => Path.Combine(repository.Output, name)).Where(Directory.Exists))
        {
            removed += Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Length;
            Directory.Delete(folder, recursive: true);
        }

        string[] files = [.. new[] { "report.pdf", "report.json", "verify.md" }.Select(name => Path.Combine(repository.Output, name)).Where(File.Exists)];
        foreach (var file in files)
        {
            File.Delete(file);
        }

        Terminal.Line($"{removed + files.Length} files removed");
    }
}
