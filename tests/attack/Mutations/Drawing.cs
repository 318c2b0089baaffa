using System.Security.Cryptography;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Gmlm.Attack.Mutations;

/// <summary>
/// Draws faults from all that the operators can make. The draw sorts by a hash of seed and fault: the same source gives the same faults,
/// and a change in one file leaves those of the others alone.
/// </summary>
internal static class Drawing
{
    private const string Seed = "gmlm-mutations-1";
    private const int MostInOneFile = 3;

    /// <summary>
    /// <paramref name="count"/> faults of one project, as evenly over the operators as its source allows. Which faults of a file come into
    /// question is decided by that file alone.
    /// </summary>
    public static IReadOnlyList<Mutation> Draw(IReadOnlyList<Mutation> possible, int count)
    {
        var queues = possible.GroupBy(mutation => mutation.File).SelectMany(OfFile)
            .GroupBy(mutation => mutation.Operator)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new Queue<Mutation>(InOrder(group)))
            .ToArray();
        var drawn = new List<Mutation>();
        while (drawn.Count < count && queues.Any(queue => queue.Count > 0))
        {
            foreach (var queue in queues.Where(queue => queue.Count > 0))
            {
                drawn.Add(queue.Dequeue());
            }
        }

        return [.. drawn.Take(count)];
    }

    /// <summary>Every fault that the operators can make in a file.</summary>
    /// <param name="file">Path from the root, with '/'.</param>
    /// <param name="root">The file's syntax.</param>
    /// <param name="model">Its types.</param>
    public static IReadOnlyList<Mutation> Possible(string file, SyntaxNode root, SemanticModel model) => Numbered(
        root.DescendantNodesAndSelf(node => !IsFixed(node)).Where(node => !IsFixed(node)).SelectMany(node => Operators.Of(node, model))
            .Select(fault => Mutation.Of(file, fault.Node, fault.Operator, fault.Mutated)));

    /// <summary>Where a fault comes in the draw: a hash, as hexadecimal digits.</summary>
    public static string Order(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Seed}\n{key}")));

    /// <summary>Tells equal faults of one member apart by their order in the file.</summary>
    public static IReadOnlyList<Mutation> Numbered(IEnumerable<Mutation> mutations) =>
    [
        .. mutations.GroupBy(mutation => mutation.Key)
            .SelectMany(equal => equal.OrderBy(mutation => mutation.Node.SpanStart).Index())
            .Select(entry => entry.Item with { Occurrence = entry.Index + 1 }),
    ];

    // One of each operator, and of these the first few in places of their own.
    private static List<Mutation> OfFile(IEnumerable<Mutation> possible)
    {
        var chosen = new List<Mutation>();
        foreach (var mutation in InOrder(possible.GroupBy(mutation => mutation.Operator).Select(group => InOrder(group).First())))
        {
            if (chosen.Count < MostInOneFile && !chosen.Any(other => other.Node.Span.OverlapsWith(mutation.Node.Span)))
            {
                chosen.Add(mutation);
            }
        }

        return chosen;
    }

    private static IOrderedEnumerable<Mutation> InOrder(IEnumerable<Mutation> mutations) =>
        mutations.OrderBy(mutation => Order(mutation.Key), StringComparer.Ordinal);

    // What the compiler wants constant, and what only words a message.
    private static bool IsFixed(SyntaxNode node) => node switch
    {
        AttributeListSyntax or EnumDeclarationSyntax or PatternSyntax or SwitchLabelSyntax => true,
        InterpolatedStringExpressionSyntax or ThrowStatementSyntax or ThrowExpressionSyntax => true,
        FieldDeclarationSyntax field => field.Modifiers.Any(SyntaxKind.ConstKeyword),
        LocalDeclarationStatementSyntax local => local.IsConst,
        EqualsValueClauseSyntax { Parent: ParameterSyntax } => true,
        MethodDeclarationSyntax { Identifier.Text: "GetHashCode" or "ToString" } => true,
        InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "nameof" } } => true,
        _ => false,
    };
}
