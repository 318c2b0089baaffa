namespace Gmlm.Reproduce.Harness.Cache;

/// <summary>What git says of the checkout.</summary>
/// <param name="Commit">The commit, 40 hexadecimal digits or more; or <see cref="Unknown"/>, a colon and the reason.</param>
/// <param name="Dirty">Whether tracked files other than the committed snapshots, which no result depends on, differ from it.</param>
public sealed record GitCheckout(string Commit, bool Dirty)
{
    /// <summary>How <see cref="Commit"/> begins where there is none.</summary>
    public const string Unknown = "unknown";

    /// <summary>For git: all but the committed snapshots.</summary>
    internal const string WithoutSnapshots = ":(exclude)reports/snapshots";

    private const int ShortLength = 12;
    private const int LeastLength = 40;

    /// <summary>Whether there is a commit.</summary>
    public bool IsKnown => !Commit.StartsWith(Unknown, StringComparison.Ordinal);

    /// <summary>Asks git.</summary>
    /// <param name="root">The checkout's root.</param>
    public static GitCheckout Of(string root)
    {
        if (Executable.Find("git", Environment.GetEnvironmentVariable("PATH") ?? "") is not { } git)
        {
            return new($"{Unknown}: git is not installed", false);
        }

        // Warnings come in the same stream, so the commit is looked for among the lines.
        var (code, said) = git.Run(root, CancellationToken.None, "rev-parse", "HEAD");
        var commit = said.Split('\n').FirstOrDefault(line => line.Length >= LeastLength && line.All(char.IsAsciiHexDigitLower));
        string[] status = ["--no-optional-locks", "status", "--porcelain", "--untracked-files=no", "--", ".", WithoutSnapshots];
        return code == 0 && commit is not null
            ? new(commit, !string.IsNullOrWhiteSpace(Executable.TryRun(root, "git", status)))
            : new($"{Unknown}: {Reason(said)}", false);
    }

    /// <summary>A commit as it is printed: twelve digits of it; a reason whole.</summary>
    public static string Shortened(string commit)
    {
        ArgumentNullException.ThrowIfNull(commit);
        return commit.StartsWith(Unknown, StringComparison.Ordinal) ? commit : commit[..Math.Min(ShortLength, commit.Length)];
    }

    private static string Reason(string said) =>
        said.Contains("dubious ownership", StringComparison.Ordinal)
            ? "the checkout is another user's, and git refuses it until safe.directory in its configuration names it"
        : said.Contains("not a git repository", StringComparison.Ordinal) ? "this is no git checkout"
        : said.Contains("unknown revision", StringComparison.Ordinal) ? "there is no commit yet"
        : "git cannot read the checkout";
}
