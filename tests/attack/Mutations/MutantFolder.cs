namespace Gmlm.Attack.Mutations;

/// <summary>The mutated sources on disk, for a person who wants to see what a number switches on.</summary>
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
            var path = Path.Combine(folder, file + ".txt"); // No .cs: the build must not find it.
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }
    }
}
