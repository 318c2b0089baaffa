using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Xunit;

namespace Gmlm.Reproduce.Tests.Harness;

/// <summary>Compiles programs of a few lines in the same way as the product.</summary>
internal static class SmallProgram
{
    /// <summary>Compiles a program and returns the path of its assembly.</summary>
    public static string Compile(string folder, string name, string source)
    {
        var path = Path.Combine(folder, $"{name}.dll");
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(file => Path.GetFileName(file).StartsWith("System.", StringComparison.Ordinal))
            .Select(file => MetadataReference.CreateFromFile(file));
        const OptimizationLevel Release = OptimizationLevel.Release;
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: Release, deterministic: true);
        var compilation = CSharpCompilation.Create("Small", [CSharpSyntaxTree.ParseText(source)], references, options);
        EmitResult emitted = compilation.Emit(path);
        Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics));
        return path;
    }
}
