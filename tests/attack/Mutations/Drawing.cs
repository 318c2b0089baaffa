using System.Security.Cryptography;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Gmlm.Attack.Mutations;

/// <summary>
/// Draws faults from all that the operators can make. The draw sorts them by a hash of seed and fault, so that the same source gives the
/// same faults, and a change in one file does not affect the faults of other files.
/// </summary>
internal static class Drawing
{
    private const string Seed = "gmlm-mutations-1";
    private const int MostInOneFile = 3;

    /// <summary>
    /// Draws <paramref name="count"/> faults of one project, spread over the operators as evenly as its source allows. The candidates of a
    /// file depend on that file alone.
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

    /// <summary>All faults that the operators can make in a file.</summary>
    /// <param name="file">The path from the root, with '/'.</param>
    /// <param name="root">The file's syntax.</param>
    /// <param name="model">The semantic model with the file's types.</param>
    public static IReadOnlyList<Mutation> Possible(string file, SyntaxNode root, SemanticModel model) => Numbered(
        root.DescendantNodesAndSelf(node => !IsFixed(node)).Where(node => !IsFixed(node)).SelectMany(node => Operators.Of(node, model))
            .Select(fault => Mutation.Of(file, fault.Node, fault.Operator, fault.Mutated)));

    /// <summary>The sort key of a fault in the draw: a hash, as hexadecimal digits.</summary>
    public static string Order(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Seed}\n{key}")));

    /// <summary>Numbers equal faults of one member by their order in the file.</summary>
    public static IReadOnlyList<Mutation> Numbered(IEnumerable<Mutation> mutations) =>
    [
        .. mutations.GroupBy(mutation => mutation.Key)
            .SelectMany(equal => equal.OrderBy(mutation => mutation.Node.SpanStart).Index())
            .Select(entry => entry.Item with { Occurrence = entry.Index + 1 }),
    ];

    // The candidates of one file: one fault of each operator, the first few of them in different places.
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

    // Code that is left out: what the compiler requires to be constant, and text that only occurs in messages.
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
