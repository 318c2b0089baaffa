using System.Runtime.InteropServices;
using Gmlm.Reproduce.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Gmlm.Attack.Mutations;

/// <summary>The references for compiling the product's projects: the framework and the packages that this program runs with.</summary>
internal static class References
{
    private static readonly Lazy<MetadataReference[]> Found = new(() =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("Gmlm.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ]);

    // The generators that the product's sources need: regular expressions, and calls of native functions.
    private static readonly string[] GeneratorFiles =
        ["System.Text.RegularExpressions.Generator.dll", "Microsoft.Interop.LibraryImportGenerator.dll"];

    private static readonly Lazy<ISourceGenerator[]> Loaded = new(() =>
    [
        .. GeneratorFiles.SelectMany(file => new AnalyzerFileReference(Find(file), new Loader()).GetGenerators(LanguageNames.CSharp)),
    ]);

    /// <summary>The framework and the packages, without the product's own assemblies.</summary>
    public static IEnumerable<MetadataReference> Packages => Found.Value;

    /// <summary>The generators that the product's sources need.</summary>
    public static IEnumerable<ISourceGenerator> Generators => Loaded.Value;

    // ROOT/shared/Microsoft.NETCore.App/VERSION/ holds the framework, and ROOT/packs/Microsoft.NETCore.App.Ref/VERSION/ holds the files that
    // the SDK compiles with.
    private static string Find(string generator)
    {
        var root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        var packs = Path.Combine(root, "packs", "Microsoft.NETCore.App.Ref");
        string[] found = Directory.Exists(packs) ? Directory.GetFiles(packs, generator, SearchOption.AllDirectories) : [];
        return found.Order(StringComparer.Ordinal).LastOrDefault()
            ?? throw UserError.Missing($"no {generator} below {packs}; install the .NET SDK, not the runtime alone");
    }

    private sealed class Loader : IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath)
        {
        }

        public System.Reflection.Assembly LoadFromPath(string fullPath) => System.Reflection.Assembly.LoadFrom(fullPath);
    }
}
