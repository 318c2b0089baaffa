using Gmlm.Padir.Runtime;

namespace Gmlm.Reproduce.Report;

/// <summary>
/// Typesets with Typst, through Node.js: the template in <c>reports/template</c> reads the model and the figures. <c>npm ci</c> installs
/// the template's packages if they are missing or differ from the lock file.
/// </summary>
/// <param name="template">The folder <c>reports/template</c>.</param>
/// <param name="searchPath">The folders to search for node and npm; null for the PATH of the process.</param>
public sealed class TypstTypesetter(string template, string? searchPath = null) : ITypesetter
{
    private const int LeastNode = 20;

    // Held by the process that installs, since a second npm ci would delete what the first one installs. git ignores the file.
    private const string InstallLock = ".install.lock";

    private readonly string _searchPath = searchPath ?? Environment.GetEnvironmentVariable("PATH") ?? "";

    public void Typeset(string model, string figures, string pdf, CancellationToken cancellation)
    {
        var node = Node(cancellation);
        Install(cancellation);

        // Typst reads only files of one folder, so the template, the model and the figures are copied together.
        using var workspace = new ScratchFolder("typst");
        Gather(template, "*.typ", workspace.Root);
        Gather(figures, "*.svg", workspace.PathOf("figures"));
        File.Copy(model, workspace.PathOf("report.json"));
        var unfinished = workspace.PathOf("report.pdf");
        var (code, said) = node.Run(template, cancellation, "compile.mjs", workspace.Root, "main.typ", unfinished);
        if (code == 3)
            throw new MissingToolException(said.Trim());
        if (code != 0)
            throw new TypesettingException($"The report could not be typeset (template in {template}):\n{said.TrimEnd()}");
        File.Copy(unfinished, pdf, overwrite: true);
    }

    private Executable Node(CancellationToken cancellation)
    {
        var node = Executable.Find("node", _searchPath)
            ?? throw new MissingToolException(
                $"The report needs Node.js {LeastNode} or newer, and there is no node on the PATH: install it from https://nodejs.org or "
                + "with the system's package manager.");
        var version = node.Run(template, cancellation, "--version").Output.Trim();
        if (!int.TryParse(version.TrimStart('v').Split('.')[0], out var major) || major < LeastNode)
            throw new MissingToolException(
                $"The report needs Node.js {LeastNode} or newer, and the node on the PATH is {version}: install a newer one from "
                + "https://nodejs.org.");
        return node;
    }

    private void Install(CancellationToken cancellation)
    {
        if (NodePackages.AreInstalled(template))
            return;
        using var alone = FileLock.Take(Path.Combine(template, InstallLock), cancel: cancellation);
        if (NodePackages.AreInstalled(template))
            return;
        var npm = Executable.Find("npm", _searchPath)
            ?? throw new MissingToolException(
                "The report needs npm, which comes with Node.js, and there is none on the PATH: install it from https://nodejs.org.");
        var (code, said) = npm.Run(template, cancellation, "ci");
        if (code != 0)
            throw new MissingToolException(
                $"npm ci failed in {template} (is the npm registry reachable?): "
                + $"{said.Split('\n').LastOrDefault(line => line.StartsWith("npm error", StringComparison.Ordinal)) ?? said.Trim()}");
    }

    private static void Gather(string from, string pattern, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from, pattern))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }
}
