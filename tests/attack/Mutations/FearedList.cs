using System.Text.Json;
using Gmlm.Reproduce.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Gmlm.Attack.Mutations;

/// <summary>A fault of the hand-written list.</summary>
/// <param name="File">Path from the root, with '/'.</param>
/// <param name="Original">The text of one expression or statement; white space does not count.</param>
/// <param name="Mutated">An expression of the same type, or statements; empty removes a statement.</param>
/// <param name="Why">What would go wrong, in words.</param>
/// <param name="In">The member that holds it, for example <c>Bleu.Count</c>; null where the text is unique in the file.</param>
internal sealed record Feared(string File, string Original, string Mutated, string Why, string? In = null);

/// <summary>
/// The faults that a reviewer of such a program fears most: the lists in <c>feared/</c>, one a project. Each is found by the text it
/// replaces.
/// </summary>
internal static class FearedList
{
    /// <summary>The lists, one after the other.</summary>
    /// <exception cref="UserError">One is missing or damaged.</exception>
    public static IReadOnlyList<Feared> Load(string root) => [.. MutantBuild.Projects.SelectMany(project => Read(PathOf(root, project)))];

    private static string PathOf(string root, string project) =>
        Path.Combine(root, "tests", "attack", "Mutations", "feared", project + ".json");

    private static Feared[] Read(string path)
    {
        try
        {
            return LineJson.Read<Feared[]>(File.ReadAllText(path));
        }
        catch (Exception error) when (error is JsonException or IOException)
        {
            throw UserError.Missing($"{path}: {error.Message.TrimEnd('.')}; mend the list", error);
        }
    }

    /// <summary>Finds the listed faults in the syntax of the files.</summary>
    /// <param name="list">Faults of one project.</param>
    /// <param name="files">Path from the root → syntax.</param>
    /// <exception cref="UserError">Texts are not there, or there more than once: the list must follow the source.</exception>
    public static IReadOnlyList<Mutation> Locate(IReadOnlyList<Feared> list, IReadOnlyDictionary<string, SyntaxNode> files)
    {
        var found = list.Select(fault => (Fault: fault, Nodes: Nodes(fault, files.GetValueOrDefault(fault.File)))).ToArray();
        string[] astray =
        [
            .. found.Where(entry => entry.Nodes.Length != 1)
                .Select(entry => $"{entry.Fault.File} has {entry.Nodes.Length} times “{entry.Fault.Original}”"),
        ];
        return astray.Length == 0
            ? [.. found.Select(entry => Mutation.Of(entry.Fault.File, entry.Nodes[0], Mutation.Feared, entry.Fault.Mutated))]
            : throw UserError.Missing(
                $"the list of feared faults: {string.Join("; ", astray)}; each must be there once: make the list follow the source");
    }

    private static SyntaxNode[] Nodes(Feared fault, SyntaxNode? root)
    {
        var wanted = Mutation.Folded(fault.Original);
        var found = (root?.DescendantNodes() ?? [])
            .Where(node => node is ExpressionSyntax or StatementSyntax && node.Span.Length >= wanted.Length)
            .Where(node => Mutation.Folded(node.ToString()) == wanted)
            .Where(node => fault.In is null || Members.Name(node) == fault.In)
            .ToArray();

        // An expression that is all of another has the same text: the outer one counts.
        return [.. found.Where(node => !found.Contains(node.Parent))];
    }
}
