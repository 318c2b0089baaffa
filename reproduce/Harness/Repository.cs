namespace Gmlm.Reproduce.Harness;

/// <summary>The checkout, searched for upwards from the current folder and from the program's folder, and the output folder.</summary>
public sealed class Repository
{
    private const string Landmark = "Reproduce.sln";

    private Repository(string root, string output)
    {
        Root = root;
        Output = output;
    }

    /// <summary>The checkout's root.</summary>
    public string Root { get; }

    /// <summary>The folder of results, figures and the PDF, by default reports/build.</summary>
    public string Output { get; }

    /// <summary>The committed snapshots of a profile.</summary>
    public string Snapshots(Profile profile) => Path.Combine(Root, "reports", "snapshots", profile.Name());

    /// <summary>Creates the output folder if needed, writes a file into it, and removes the file.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The user may not write to the folder.</exception>
    public void ProbeOutput()
    {
        Directory.CreateDirectory(Output);
        var probe = Path.Combine(Output, $".writable.{Environment.ProcessId}");
        File.WriteAllText(probe, "");
        File.Delete(probe);
    }

    /// <summary>A path relative to the root, if it is below the root.</summary>
    public string Relative(string path)
    {
        var relative = Path.GetRelativePath(Root, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }

    /// <summary>Finds the checkout.</summary>
    /// <exception cref="UserError">
    /// No folder above the current one or the program's is a checkout, or <paramref name="output"/> is empty.
    /// </exception>
    public static Repository Find(string? output)
    {
        if (output == "")
        {
            throw UserError.Usage("--out: the name is empty; give a folder, or leave the option out for reports/build");
        }

        foreach (var start in new[] { Directory.GetCurrentDirectory(), AppContext.BaseDirectory })
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, Landmark)))
                {
                    return new Repository(folder.FullName, Path.GetFullPath(output ?? Path.Combine(folder.FullName, "reports", "build")));
                }
            }
        }

        throw UserError.Missing($"no {Landmark} above the current folder; run this from inside a checkout");
    }
}
