namespace Gmlm.Reproduce.Harness;

/// <summary>Where things are: the checkout, found upward from where the person stands or from where the program lies, and the output folder.</summary>
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

    /// <summary>Results, figures and the PDF go here: reports/build unless said otherwise.</summary>
    public string Output { get; }

    /// <summary>The committed snapshots of a profile.</summary>
    public string Snapshots(Profile profile) => Path.Combine(Root, "reports", "snapshots", profile.Name());

    /// <summary>Writes a file into the output folder, which is made where it is not there, and removes it.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public void ProbeOutput()
    {
        Directory.CreateDirectory(Output);
        var probe = Path.Combine(Output, $".writable.{Environment.ProcessId}");
        File.WriteAllText(probe, "");
        File.Delete(probe);
    }

    /// <summary>A path as a person would write it from the root.</summary>
    public string Relative(string path)
    {
        var relative = Path.GetRelativePath(Root, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }

    /// <summary>Finds the checkout.</summary>
    /// <exception cref="UserError">There is none above the current folder or the program, or <paramref name="output"/> is empty.</exception>
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
