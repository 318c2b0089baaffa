using Gmlm.Reproduce.Harness;
using Microsoft.CodeAnalysis;

namespace Gmlm.Attack.Mutations;

/// <summary>The product compiled once with many faults, each inactive until it is switched on.</summary>
/// <param name="Mutations">The compiled faults by their numbers, from 1.</param>
/// <param name="Assemblies">Assembly name → bytes.</param>
/// <param name="Sources">Path from the root → changed source, for inspection.</param>
internal sealed record MutantBuild(
    IReadOnlyDictionary<int, Mutation> Mutations,
    IReadOnlyDictionary<string, byte[]> Assemblies,
    IReadOnlyDictionary<string, string> Sources)
{
    private const int MostRounds = 12;

    /// <summary>The product's projects, each after the projects it refers to.</summary>
    public static IReadOnlyList<string> Projects { get; } = ["theory", "padir", "reproduce"];

    /// <summary>Compiles the product with the listed faults and <paramref name="drawn"/> drawn ones in each project.</summary>
    /// <param name="root">The checkout.</param>
    /// <param name="feared">The hand-written list.</param>
    /// <param name="drawn">The number of faults drawn in each project; those that do not compile are left out.</param>
    /// <exception cref="UserError">The product is not built, or a listed fault cannot be located or does not compile.</exception>
    public static MutantBuild Create(string root, IReadOnlyList<Feared> feared, int drawn)
    {
        var mutations = new Dictionary<int, Mutation>();
        var assemblies = new Dictionary<string, byte[]>();
        var sources = new Dictionary<string, string>();
        var references = new List<MetadataReference>();
        foreach (var folder in Projects)
        {
            var project = new ProjectSource(root, folder);
            Feared[] listed = [.. feared.Where(fault => fault.File.StartsWith(folder + "/", StringComparison.Ordinal))];
            var chosen = Choose(project, references, listed, drawn);
            var first = mutations.Keys.DefaultIfEmpty(0).Max() + 1;
            var numbered = chosen.Index().ToDictionary(entry => first + entry.Index, entry => entry.Item);
            assemblies[project.Name] = CompileWithout(project, references, numbered, sources);
            references.Add(MetadataReference.CreateFromImage(assemblies[project.Name]));
            foreach (var (number, mutation) in numbered)
            {
                mutations.Add(number, mutation);
            }
        }

        return new MutantBuild(mutations, assemblies, sources);
    }

    private static IReadOnlyList<Mutation> Choose(
        ProjectSource project, List<MetadataReference> references, IReadOnlyList<Feared> feared, int drawn)
    {
        var roots = project.Files.ToDictionary(file => file.Key, file => file.Value.GetRoot());
        var listed = Drawing.Numbered(FearedList.Locate(feared, roots));
        if (drawn == 0)
        {
            return listed;
        }

        var compilation = project.Compile(new Dictionary<string, SyntaxTree>(), references);
        var possible = project.Files.AsParallel().AsOrdered()
            .SelectMany(file => Drawing.Possible(file.Key, roots[file.Key], compilation.GetSemanticModel(file.Value)))
            .ToArray();
        var keys = listed.Select(mutation => mutation.Key).ToHashSet();
        return [.. listed, .. Drawing.Draw([.. possible.Where(mutation => !keys.Contains(mutation.Key))], drawn)];
    }

    // A drawn fault may violate a rule of the language that the operators do not know. It is left out, and the others are compiled again.
    private static byte[] CompileWithout(
        ProjectSource project, List<MetadataReference> references, Dictionary<int, Mutation> numbered, Dictionary<string, string> sources)
    {
        for (var round = 0; round < MostRounds; round++)
        {
            var changed = new Dictionary<string, SyntaxTree>();
            project.Files.Keys.ToList().ForEach(file => sources.Remove(file));
            foreach (var file in numbered.GroupBy(entry => entry.Value.File))
            {
                var faults = file.Select(entry => (entry.Key, entry.Value)).ToArray();
                sources[file.Key] = Rewriter.Rewrite(project.Files[file.Key].GetRoot(), faults);
                changed[file.Key] = project.Changed(file.Key, sources[file.Key]);
            }

            if (project.Emit(project.Compile(changed, references), out var errors) is { } assembly)
            {
                return assembly;
            }

            foreach (var error in errors)
            {
                Remove(numbered, error);
            }
        }

        throw new InvalidOperationException($"{project.Name} still does not compile after {MostRounds} rounds of leaving faults out");
    }

    private static void Remove(Dictionary<int, Mutation> numbered, Diagnostic error)
    {
        var guilty = error.Location.SourceTree is { } tree ? Rewriter.NumbersAt(tree.GetRoot(), error.Location.SourceSpan.Start) : [];
        int[] drawn = [.. guilty.Where(number => numbered.GetValueOrDefault(number)?.Operator != Mutation.Feared)];
        foreach (var number in drawn)
        {
            numbered.Remove(number);
        }

        if (drawn.Length == 0)
        {
            throw guilty.Select(numbered.GetValueOrDefault).FirstOrDefault() is { } mutation
                ? UserError.Missing($"the list of feared faults: {mutation.Words} does not compile: {error.GetMessage()}; mend its text")
                : new InvalidOperationException($"an error outside every fault: {error}");
        }
    }
}
