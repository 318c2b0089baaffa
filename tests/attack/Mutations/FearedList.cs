using System.Text.Json;
using Gmlm.Reproduce.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Gmlm.Attack.Mutations;

/// <summary>A fault in the hand-written list.</summary>
/// <param name="File">The path from the root, with '/'.</param>
/// <param name="Original">The text of one expression or statement, compared without white space.</param>
/// <param name="Mutated">The replacement: an expression of the same type, or statements; empty removes a statement.</param>
/// <param name="Why">The consequence of the fault.</param>
/// <param name="In">The member that contains the text, for example <c>Bleu.Count</c>; null if the text is unique in the file.</param>
internal sealed record Feared(string File, string Original, string Mutated, string Why, string? In = null);

/// <summary>
/// The faults that a reviewer of such a program fears most, in the lists of <c>feared/</c>, one for each project. A fault is located by the
/// text that it replaces.
/// </summary>
internal static class FearedList
{
    /// <summary>Reads all lists in sequence.</summary>
    /// <exception cref="UserError">A list is missing or damaged.</exception>
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

    /// <summary>Locates the listed faults in the syntax of the files.</summary>
    /// <param name="list">The faults of one project.</param>
    /// <param name="files">Path from the root → syntax.</param>
    /// <exception cref="UserError">A text does not occur, or occurs more than once; the list must then be changed to follow the
    /// source.</exception>
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

        // An expression may consist of one inner expression with the same text. The outer one is used.
        return [.. found.Where(node => !found.Contains(node.Parent))];
    }
}
