namespace Gmlm.Reproduce.Harness.Cache;

/// <summary>Finds the uncommitted files of a checkout.</summary>
public static class WorkingTree
{
    /// <summary>
    /// The files that differ from the commit, untracked ones included; null outside of git. The committed snapshots and
    /// <paramref name="output"/> are left out. Untracked sources count, since the build takes every source file of a project's folder.
    /// </summary>
    public static IReadOnlyList<string>? Changes(string root, string output)
    {
        var inside = Path.GetRelativePath(root, output);
        var isOutside = inside.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(inside);
        string[] all = ["--no-optional-locks", "status", "--porcelain", "--untracked-files=all", "--", ".", GitCheckout.WithoutSnapshots];
        return Executable.TryRun(root, "git", isOutside ? all : [.. all, $":(exclude,literal){inside}"]) is { } status
            ? [.. status.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Length > 3 ? line[3..] : line)]
            : null;
    }
}
