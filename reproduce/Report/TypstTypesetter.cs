using Gmlm.Reproduce.Harness;

namespace Gmlm.Reproduce.Report;

/// <summary>
/// Typst, through Node.js: the template in <c>reports/template</c> reads the model and the figures. Its packages are installed by
/// <c>npm ci</c> when they are not there or older than the lock file.
/// </summary>
/// <param name="template">The folder <c>reports/template</c>.</param>
/// <param name="searchPath">Where to look for node and npm; the PATH of the process when null.</param>
public sealed class TypstTypesetter(string template, string? searchPath = null) : ITypesetter
{
    private const int LeastNode = 20;

    private static readonly Lock Installing = new();

    private readonly string _searchPath = searchPath ?? Environment.GetEnvironmentVariable("PATH") ?? "";

    /// <inheritdoc />
    public void Typeset(string model, string figures, string pdf, CancellationToken cancellation)
    {
        var node = Node(cancellation);
        Install(cancellation);

        // Typst reads nothing outside of one folder: everything is brought together there.
        var workspace = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(pdf))!, "typst");
        if (Directory.Exists(workspace))
            Directory.Delete(workspace, recursive: true);
        Gather(template, "*.typ", workspace);
        Gather(figures, "*.svg", Path.Combine(workspace, "figures"));
        File.Copy(model, Path.Combine(workspace, "report.json"));

        // Written beside and renamed: no half PDF where a whole one was.
        var unfinished = Path.Combine(workspace, "report.pdf");
        var (code, said) = node.Run(template, cancellation, "compile.mjs", workspace, "main.typ", unfinished);
        if (code == 3)
            throw new MissingToolException(said.Trim());
        if (code != 0)
            throw new TypesettingException($"The report could not be typeset (template in {template}):\n{said.TrimEnd()}");
        File.Move(unfinished, pdf, overwrite: true);
    }

    private Executable Node(CancellationToken cancellation)
    {
        var node = Executable.Find("node", _searchPath)
            ?? throw new MissingToolException($"The report needs Node.js {LeastNode} or newer, and there is no node on the PATH: install it from https://nodejs.org or with the system's package manager.");
        var version = node.Run(template, cancellation, "--version").Said.Trim();
        if (!int.TryParse(version.TrimStart('v').Split('.')[0], out var major) || major < LeastNode)
            throw new MissingToolException($"The report needs Node.js {LeastNode} or newer, and the node on the PATH is {version}: install a newer one from https://nodejs.org.");
        return node;
    }

    private void Install(CancellationToken cancellation)
    {
        lock (Installing)
        {
            // npm writes this file last, so an interrupted installation has none.
            var done = new FileInfo(Path.Combine(template, "node_modules", ".package-lock.json"));
            if (done.Exists && done.LastWriteTimeUtc >= File.GetLastWriteTimeUtc(Path.Combine(template, "package-lock.json")))
                return;
            var npm = Executable.Find("npm", _searchPath)
                ?? throw new MissingToolException("The report needs npm, which comes with Node.js, and there is none on the PATH: install it from https://nodejs.org.");
            var (code, said) = npm.Run(template, cancellation, "ci");
            if (code != 0)
                throw new MissingToolException($"npm ci failed in {template} (is the npm registry reachable?): {said.Split('\n').LastOrDefault(line => line.StartsWith("npm error", StringComparison.Ordinal)) ?? said.Trim()}");
        }
    }

    private static void Gather(string from, string pattern, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from, pattern))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }
}
