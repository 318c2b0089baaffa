using Gmlm.Reproduce.Harness;

namespace Gmlm.Attack;

/// <summary>
/// A folder that the program takes for its checkout, made for one attempt and gone with it. It holds no sources; the report's template is
/// that of the real checkout, with the packages that are installed there.
/// </summary>
internal sealed class TemporaryCheckout : IDisposable
{
    private readonly string _above = Directory.CreateTempSubdirectory("gmlm-checkout-").FullName;

    /// <summary>An empty one.</summary>
    /// <param name="root">The real checkout.</param>
    /// <param name="name">The folder's own name.</param>
    public TemporaryCheckout(string root, string name = "checkout")
        : this(name)
    {
        File.WriteAllText(PathOf("Reproduce.sln"), "");
        File.WriteAllText(PathOf(".gitignore"), "/reports/build/\n");
        Directory.CreateDirectory(PathOf("reports"));
        Directory.CreateSymbolicLink(PathOf("reports", "template"), Path.Combine(root, "reports", "template"));
    }

    private TemporaryCheckout(string name)
    {
        (Root, Temporary) = (Path.Combine(_above, name), Path.Combine(_above, "tmp"));
        Directory.CreateDirectory(Root);
        Directory.CreateDirectory(Temporary);
    }

    /// <summary>The checkout.</summary>
    public string Root { get; }

    /// <summary>A folder for temporary files, beside the checkout.</summary>
    public string Temporary { get; }

    /// <summary>A path in the checkout.</summary>
    public string PathOf(params IEnumerable<string> parts) => Path.Combine([Root, .. parts]);

    /// <summary>Another checkout with the same files; a link stays a link.</summary>
    public TemporaryCheckout Copy()
    {
        var copy = new TemporaryCheckout(Path.GetFileName(Root));
        Copy(new DirectoryInfo(Root), copy.Root);
        return copy;
    }

    /// <summary>Makes a folder a git checkout in which nothing is left to commit: an acceptance is recorded with its commit.</summary>
    /// <exception cref="InvalidOperationException">Git fails.</exception>
    public static void Commit(string folder)
    {
        const string author = "-c user.name=test -c user.email=test@example.org";
        foreach (var arguments in new[] { "init -q", "add -A", $"{author} commit -q --allow-empty -m state" })
        {
            _ = Executable.TryRun(folder, "git", arguments.Split(' '))
                ?? throw new InvalidOperationException($"git {arguments} failed in {folder}");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            Directory.Delete(_above, recursive: true);
        }
        catch (IOException)
        {
            // A program that a killed process has left behind still writes there; the system removes old temporary files.
        }
    }

    private static void Copy(DirectoryInfo from, string to)
    {
        foreach (var entry in from.EnumerateFileSystemInfos())
        {
            var place = Path.Combine(to, entry.Name);
            if (entry.LinkTarget is { } target)
            {
                File.CreateSymbolicLink(place, target);
            }
            else if (entry is DirectoryInfo folder)
            {
                Directory.CreateDirectory(place);
                Copy(folder, place);
            }
            else
            {
                File.Copy(entry.FullName, place);
            }
        }
    }
}
