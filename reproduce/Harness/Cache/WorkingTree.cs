namespace Gmlm.Reproduce.Harness.Cache;

/// <summary>What of a checkout is not committed.</summary>
public static class WorkingTree
{
    /// <summary>
    /// Files that differ from the commit, untracked ones among them, outside the committed snapshots and <paramref name="output"/>; null outside git. Untracked sources count, since the build
    /// takes every source file of a project's folder.
    /// </summary>
    public static IReadOnlyList<string>? Changes(string root, string output)
    {
        var inside = Path.GetRelativePath(root, output);
        string[] excluded = inside.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(inside) ? [] : [$":(exclude,literal){inside}"];
        return Executable.TryRun(root, "git", ["--no-optional-locks", "status", "--porcelain", "--", ".", ThisMachine.WithoutSnapshots, .. excluded]) is { } said
            ? [.. said.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Length > 3 ? line[3..] : line)]
            : null;
    }
}
