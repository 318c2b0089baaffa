using System.Diagnostics;

namespace Gmlm.Reproduce.Tests.Architecture;

/// <summary>The repository from which the tests were built.</summary>
internal static class SourceTree
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The project files, as paths relative to the root.</summary>
    public static IReadOnlyList<string> Projects { get; } = Tracked(path => path.EndsWith(".csproj", StringComparison.Ordinal));

    /// <summary>The files that git tracks or would track, relative to the root, with '/' between folders.</summary>
    public static IReadOnlyList<string> Tracked(Func<string, bool> wanted)
    {
        var start = new ProcessStartInfo("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"]) { WorkingDirectory = Root, RedirectStandardOutput = true };
        using var git = Process.Start(start)!;
        var paths = git.StandardOutput.ReadToEnd().Split('\0', StringSplitOptions.RemoveEmptyEntries);
        git.WaitForExit();
        return git.ExitCode == 0
            ? [.. paths.Where(path => wanted(path) && File.Exists(Absolute(path))).Order(StringComparer.Ordinal)]
            : throw new InvalidOperationException($"git ls-files in {Root} ended with {git.ExitCode}.");
    }

    /// <summary>The absolute path of a path relative to the root.</summary>
    public static string Absolute(string path) => Path.Combine(Root, path);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Reproduce.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException($"No Reproduce.sln above {AppContext.BaseDirectory}.");
    }
}
