using System.CommandLine;
using System.Text;
using Gmlm.Reproduce.Commands.Options;
using Gmlm.Reproduce.Commands.Streams;
using Gmlm.Reproduce.Export;
using Gmlm.Reproduce.Harness.Cache;

namespace Gmlm.Reproduce.Commands.Runs;

/// <summary>
/// <c>export DIR</c>: the fresh results, the figures and the report of a run in a folder of their own, with an RO-Crate's metadata and a
/// CODECHECK's configuration, both made from the registry.
/// </summary>
internal static class ExportCommand
{
    private static readonly Argument<string> Folder = new("folder")
    {
        Description = "folder to create; one that is there must be empty", HelpName = "DIR",
    };

    public static Command Create()
    {
        var command = Workspace.WithOptions(
            new Command("export", "Copy results, figures and report with RO-Crate and CODECHECK metadata") { Folder });
        command.SetAction(parse => Execute(new Workspace(parse), Path.GetFullPath(parse.GetValue(Folder)!)));
        return command;
    }

    private static int Execute(Workspace workspace, string folder)
    {
        if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
        {
            throw UserError.Usage($"{folder} is there and not empty; name a folder that is not");
        }

        RunFile[] files = [.. Results(workspace), .. Documents(workspace.Repository.Output)];
        if (files.Length == 0)
        {
            throw UserError.Missing($"no results to export; first run `{workspace.Command("run")}`");
        }

        files = [.. files, Text(Codecheck.File, Codecheck.Configuration(files), "What a codechecker compares")];
        var commit = GitCheckout.Of(workspace.Repository.Root).Commit;
        var date = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        foreach (var file in (RunFile[])[.. files, Text(RoCrate.File, RoCrate.Metadata(files, commit, date), "The crate's metadata")])
        {
            var path = Path.Combine(folder, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            AtomicFile.Write(path, file.Bytes);
        }

        Terminal.Line($"{files.Length + 1} files in {workspace.Repository.Relative(folder)}");
        return ExitCode.Success;
    }

    // Stale results are left out, as in the report.
    private static IEnumerable<RunFile> Results(Workspace workspace)
    {
        foreach (var experiment in workspace.Registry.Experiments)
        {
            if (workspace.Staleness.Reasons(experiment).Count > 0)
            {
                continue;
            }

            yield return new RunFile(
                $"results/{experiment.Id}.json", File.ReadAllBytes(workspace.Store.PathOf(experiment.Id)), $"Result: {experiment.Title}");
            yield return new RunFile(
                $"results/{experiment.Id}.provenance.json",
                File.ReadAllBytes(workspace.Store.SidecarOf(experiment.Id)),
                $"Provenance: {experiment.Title}");
        }
    }

    private static IEnumerable<RunFile> Documents(string output)
    {
        (string Name, string What)[] known =
        [
            ("report.pdf", "The report"), ("index.html", "The report as a web page"), ("summary.md", "The outcome in short"),
            ("results.json", "All numbers and verdicts"), ("verify.md", "The comparison with the snapshots"),
        ];
        foreach (var (name, what) in known.Where(document => File.Exists(Path.Combine(output, document.Name))))
        {
            yield return new RunFile(name, File.ReadAllBytes(Path.Combine(output, name)), what);
        }

        var figures = Path.Combine(output, "figures");
        string[] drawn = Directory.Exists(figures) ? Directory.GetFiles(figures, "*.svg") : [];
        foreach (var path in drawn.Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(path);
            yield return new RunFile($"figures/{name}", File.ReadAllBytes(path), $"Figure {Path.GetFileNameWithoutExtension(name)}");
        }
    }

    private static RunFile Text(string name, string text, string what) => new(name, Encoding.UTF8.GetBytes(text), what);
}
