using Gmlm.Reproduce.Harness;

namespace Gmlm.Attack.Mutations;

/// <summary>A copy of a test project's output folder that contains the mutated assemblies of the product.</summary>
/// <param name="Name">theory, padir or reproduce.</param>
/// <param name="Folder">The folder of the copy.</param>
internal sealed record TestSuite(string Name, string Folder)
{
    // Files of this size or more are linked instead of copied: libtorch has half a gigabyte in a few files.
    private const long Large = 16 << 20;

    /// <summary>The name of the test assembly, without extension.</summary>
    public string Assembly => $"Gmlm.{char.ToUpperInvariant(Name[0])}{Name[1..]}.Tests";

    /// <summary>The path of the program that runs the tests.</summary>
    public string Program => Path.Combine(Folder, OperatingSystem.IsWindows() ? Assembly + ".exe" : Assembly);

    /// <summary>Copies a test project's output and replaces the product's assemblies by the mutated ones.</summary>
    /// <param name="root">The checkout.</param>
    /// <param name="name">theory, padir or reproduce.</param>
    /// <param name="scratch">The folder that receives the copy.</param>
    /// <param name="assemblies">Assembly name → bytes.</param>
    /// <exception cref="UserError">The tests are not built.</exception>
    public static TestSuite Copy(string root, string name, string scratch, IReadOnlyDictionary<string, byte[]> assemblies)
    {
        var built = Path.Combine(root, "tests", name, "bin", AttackContext.Configuration, "net10.0");
        var suite = new TestSuite(name, Path.Combine(scratch, name));
        if (!File.Exists(Path.Combine(built, suite.Assembly + ".dll")))
        {
            throw UserError.Missing($"{Path.Combine(built, suite.Assembly)}.dll is not there; run `make build` first");
        }

        if (Directory.Exists(suite.Folder))
        {
            Directory.Delete(suite.Folder, recursive: true);
        }

        foreach (var file in new DirectoryInfo(built).EnumerateFiles("*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(suite.Folder, Path.GetRelativePath(built, file.FullName));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            if (file.Length >= Large)
            {
                File.CreateSymbolicLink(copy, file.FullName);
            }
            else
            {
                file.CopyTo(copy);
            }
        }

        foreach (var (assembly, bytes) in assemblies.Where(assembly => File.Exists(Path.Combine(suite.Folder, assembly.Key + ".dll"))))
        {
            File.WriteAllBytes(Path.Combine(suite.Folder, assembly + ".dll"), bytes);
        }

        return suite;
    }
}
