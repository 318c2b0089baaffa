namespace Gmlm.Reproduce.Harness.Cache;

/// <summary>The commit of a checkout.</summary>
/// <param name="Commit">The commit, 40 hexadecimal digits or more; or <see cref="Unknown"/>, a colon and the reason.</param>
/// <param name="Dirty">Whether tracked files differ from the commit. The committed snapshots are not compared, since no result depends on
/// them.</param>
public sealed record GitCheckout(string Commit, bool Dirty)
{
    /// <summary>The beginning of <see cref="Commit"/> if the commit cannot be determined.</summary>
    public const string Unknown = "unknown";

    /// <summary>A git path specification that excludes the committed snapshots.</summary>
    internal const string WithoutSnapshots = ":(exclude)reports/snapshots";

    private const int ShortLength = 12;
    private const int LeastLength = 40;

    /// <summary>Whether the commit was determined.</summary>
    public bool IsKnown => !Commit.StartsWith(Unknown, StringComparison.Ordinal);

    /// <summary>Runs git to find the commit.</summary>
    /// <param name="root">The checkout's root.</param>
    public static GitCheckout Of(string root)
    {
        if (Executable.Find("git", Environment.GetEnvironmentVariable("PATH") ?? "") is not { } git)
        {
            return new($"{Unknown}: git is not installed", false);
        }

        // git writes warnings to the same stream, so the commit is searched for among the lines.
        var (code, output) = git.Run(root, CancellationToken.None, "rev-parse", "HEAD");
        var commit = output.Split('\n').FirstOrDefault(line => line.Length >= LeastLength && line.All(char.IsAsciiHexDigitLower));
        string[] status = ["--no-optional-locks", "status", "--porcelain", "--untracked-files=no", "--", ".", WithoutSnapshots];
        return code == 0 && commit is not null
            ? new(commit, !string.IsNullOrWhiteSpace(Executable.TryRun(root, "git", status)))
            : new($"{Unknown}: {Reason(output)}", false);
    }

    /// <summary>The printed form of a commit: its first twelve digits, or the whole reason.</summary>
    public static string Shortened(string commit)
    {
        ArgumentNullException.ThrowIfNull(commit);
        return commit.StartsWith(Unknown, StringComparison.Ordinal) ? commit : commit[..Math.Min(ShortLength, commit.Length)];
    }

    private static string Reason(string output) =>
        output.Contains("dubious ownership", StringComparison.Ordinal)
            ? "the checkout is another user's, and git refuses it until safe.directory in its configuration names it"
        : output.Contains("not a git repository", StringComparison.Ordinal) ? "this is no git checkout"
        : output.Contains("unknown revision", StringComparison.Ordinal) ? "there is no commit yet"
        : "git cannot read the checkout";
}
