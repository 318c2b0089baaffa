using Gmlm.Reproduce.Harness;

namespace Gmlm.Attack;

/// <summary>
/// A folder that the program takes for its checkout, made for one attempt and deleted after it. It holds no sources. Its report template is
/// that of the real checkout, with the installed packages.
/// </summary>
internal sealed class TemporaryCheckout : IDisposable
{
    private readonly string _above = Directory.CreateTempSubdirectory("gmlm-checkout-").FullName;

    /// <summary>Makes an empty checkout.</summary>
    /// <param name="root">The real checkout.</param>
    /// <param name="name">The name of the folder.</param>
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

    /// <summary>The root of the checkout.</summary>
    public string Root { get; }

    /// <summary>A folder for temporary files, beside the checkout.</summary>
    public string Temporary { get; }

    /// <summary>A path in the checkout.</summary>
    public string PathOf(params IEnumerable<string> parts) => Path.Combine([Root, .. parts]);

    /// <summary>Copies the checkout with its files; a link stays a link.</summary>
    public TemporaryCheckout Copy()
    {
        var copy = new TemporaryCheckout(Path.GetFileName(Root));
        Copy(new DirectoryInfo(Root), copy.Root);
        return copy;
    }

    /// <summary>Makes a folder a git checkout with everything committed, since an acceptance records its commit.</summary>
    /// <exception cref="InvalidOperationException">A git command failed.</exception>
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
            // A program that a killed process left behind is still writing there. The system removes old temporary files.
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
