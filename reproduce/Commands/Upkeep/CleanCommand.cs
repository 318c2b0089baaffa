using System.CommandLine;
using Gmlm.Reproduce.Commands.Options;
using Gmlm.Reproduce.Commands.Streams;

namespace Gmlm.Reproduce.Commands.Upkeep;

/// <summary>
/// <c>clean</c>: removes the files that the other verbs wrote: results, received files, figures, page and PDF. Files that a person added
/// or changed are kept.
/// </summary>
internal static class CleanCommand
{
    // The folders that other verbs write to. Earlier versions wrote there without a list of the files.
    private static readonly string[] Folders = ["results", "figures", "typst"];

    public static Command Create()
    {
        const string description = "Remove results, figures, page, PDF and received files; files that this program did not write stay";
        var command = Workspace.WithOptions(new Command("clean", description));
        command.SetAction(parse => Execute(Repository.Find(parse.GetValue(CommonOptions.Out))));
        return command;
    }

    private static void Execute(Repository repository)
    {
        var (removed, changed) = new WrittenFiles(repository.Output).Remove();
        Terminal.Line($"{removed} files removed");
        foreach (var file in changed)
        {
            Terminal.Line($"left: {repository.Relative(file)}, which was changed after it was written");
        }

        foreach (var folder in Folders.Select(name => Path.Combine(repository.Output, name)).Where(Directory.Exists))
        {
            Terminal.Line(
                $"left: {repository.Relative(folder)}, with files that were changed or that {WrittenFiles.ListFile} does not name");
        }
    }
}
