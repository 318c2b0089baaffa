using Gmlm.Reproduce.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Mono.Cecil;

namespace Gmlm.Attack.Mutations;

/// <summary>
/// One of the product's projects as the build left it: its sources, the generated sources (global usings, assembly attributes), and the
/// resources of its assembly. It is compiled within this process, in seconds, and its unchanged tests run with the result.
/// </summary>
internal sealed class ProjectSource
{
    private static readonly CSharpParseOptions Language = new(LanguageVersion.Preview, DocumentationMode.None);

    private readonly string _assembly;
    private readonly ResourceDescription[] _resources;

    /// <summary>Reads a project.</summary>
    /// <param name="root">The checkout.</param>
    /// <param name="folder">theory, padir or reproduce.</param>
    /// <exception cref="UserError">The project has not been built.</exception>
    public ProjectSource(string root, string folder)
    {
        Name = $"Gmlm.{char.ToUpperInvariant(folder[0])}{folder[1..]}";
        var generated = Path.Combine(root, folder, "obj", AttackContext.Configuration, "net10.0");
        _assembly = Path.Combine(generated, $"{Name}.dll");
        if (!File.Exists(_assembly))
        {
            throw UserError.Missing($"{_assembly} is not there; run `make build` first");
        }

        var built = Path.Combine(root, folder, "obj") + Path.DirectorySeparatorChar;
        var own = Directory.GetFiles(Path.Combine(root, folder), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.StartsWith(built, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
        Files = own.ToDictionary(path => Path.GetRelativePath(root, path).Replace('\\', '/'), Parsed, StringComparer.Ordinal);
        var byTheBuild = Directory.GetFiles(generated, "*.cs").Order(StringComparer.Ordinal).Select(Parsed);
        Generated = [.. byTheBuild, CSharpSyntaxTree.ParseText(Rewriter.SwitchSource, Language)];
        using var module = ModuleDefinition.ReadModule(_assembly);
        IsProgram = module.EntryPoint is not null;
        _resources = [.. module.Resources.OfType<EmbeddedResource>().Select(Described)];
    }

    /// <summary>The assembly's name, for example <c>Gmlm.Theory</c>.</summary>
    public string Name { get; }

    /// <summary>The hand-written files: path from the root, with '/' → syntax.</summary>
    public IReadOnlyDictionary<string, SyntaxTree> Files { get; }

    private SyntaxTree[] Generated { get; }

    private bool IsProgram { get; }

    /// <summary>Parses a file's changed text, under its original path.</summary>
    public SyntaxTree Changed(string file, string text) =>
        CSharpSyntaxTree.ParseText(text, Language, Files[file].FilePath, System.Text.Encoding.UTF8);

    /// <summary>Makes a compilation with some files changed.</summary>
    /// <param name="changed">File → changed syntax; other files are unchanged.</param>
    /// <param name="projects">The projects that this one refers to.</param>
    public Compilation Compile(IReadOnlyDictionary<string, SyntaxTree> changed, IEnumerable<MetadataReference> projects)
    {
        var options = new CSharpCompilationOptions(
            IsProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
            optimizationLevel: OptimizationLevel.Release,
            allowUnsafe: true,
            nullableContextOptions: NullableContextOptions.Enable,
            deterministic: true);
        var trees = Files.Select(file => changed.GetValueOrDefault(file.Key, file.Value)).Concat(Generated);
        var compilation = CSharpCompilation.Create(Name, trees, References.Packages.Concat(projects), options);
        CSharpGeneratorDriver.Create(References.Generators, parseOptions: Language)
            .RunGeneratorsAndUpdateCompilation(compilation, out var complete, out _);
        return complete;
    }

    /// <summary>Compiles to the assembly's bytes; null if there are errors.</summary>
    public byte[]? Emit(Compilation compilation, out IReadOnlyList<Diagnostic> errors)
    {
        using var stream = new MemoryStream();
        var emitted = compilation.Emit(stream, manifestResources: _resources);
        errors = [.. emitted.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];
        return emitted.Success ? stream.ToArray() : null;
    }

    private static SyntaxTree Parsed(string path) =>
        CSharpSyntaxTree.ParseText(File.ReadAllText(path), Language, path, System.Text.Encoding.UTF8);

    private static ResourceDescription Described(EmbeddedResource resource)
    {
        var bytes = resource.GetResourceData();
        return new ResourceDescription(resource.Name, () => new MemoryStream(bytes), resource.IsPublic);
    }
}
