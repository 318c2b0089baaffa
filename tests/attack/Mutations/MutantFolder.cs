namespace Gmlm.Attack.Mutations;

/// <summary>Writes the mutated sources to disk, so that the fault behind a number can be inspected.</summary>
internal static class MutantFolder
{
    /// <summary>Replaces the folder's content with the build's changed sources.</summary>
    public static void WriteSources(MutantBuild build, string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        foreach (var (file, text) in build.Sources)
        {
            var path = Path.Combine(folder, file + ".txt"); // The build would compile a file ending in .cs.
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }
    }
}
