using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Gmlm.Attack.Mutations;

/// <summary>
/// Puts faults into the source such that each is inactive until its number is switched on: <c>(Mutant.Is(17) ? mutated : original)</c>, and
/// for a statement <c>if (Mutant.Is(17)) { mutated } else { original }</c>. One build therefore holds all faults.
/// </summary>
internal static class Rewriter
{
    /// <summary>The environment variable with the number of the active fault.</summary>
    public const string Variable = "GMLM_MUTANT";

    private const string Switch = "global::Gmlm.Mutant.Is";

    /// <summary>The source of the switch, which is added to every mutated project.</summary>
    public const string SwitchSource =
        $$"""
        namespace Gmlm;

        internal static class Mutant
        {
            private static readonly int Active =
                int.TryParse(System.Environment.GetEnvironmentVariable("{{Variable}}"), out var number) ? number : 0;

            public static bool Is(int number) => Active == number;
        }
        """;

    /// <summary>Rewrites a file with all its faults.</summary>
    /// <param name="root">The file's syntax.</param>
    /// <param name="mutations">Its faults, each with its number.</param>
    public static string Rewrite(SyntaxNode root, IReadOnlyCollection<(int Number, Mutation Mutation)> mutations)
    {
        var faults = mutations.ToLookup(entry => entry.Mutation.Node);
        return root.ReplaceNodes(faults.Select(group => group.Key), Wrapped).ToFullString();

        SyntaxNode Wrapped(SyntaxNode node, SyntaxNode inside) =>
            faults[node].Aggregate(inside, (held, entry) => Rewriter.Wrapped(node, held, entry.Number, entry.Mutation.Mutated));
    }

    /// <summary>
    /// The faults that may have caused a compiler error at a position of the rewritten source: the innermost ones around it or, if there
    /// are none, all faults of the member, since a fault in a condition may leave a variable unassigned further down.
    /// </summary>
    public static IReadOnlyList<int> NumbersAt(SyntaxNode rewritten, int position)
    {
        var around = rewritten.FindToken(position).Parent?.AncestorsAndSelf() ?? [];
        if (around.Select(NumberOf).FirstOrDefault(number => number is not null) is { } innermost)
        {
            return [innermost];
        }

        var member = around.OfType<MemberDeclarationSyntax>().FirstOrDefault() ?? rewritten;
        return [.. member.DescendantNodes().Select(NumberOf).OfType<int>()];
    }

    private static SyntaxNode Wrapped(SyntaxNode node, SyntaxNode inside, int number, string mutated) => node switch
    {
        StatementSyntax =>
            SyntaxFactory.ParseStatement($"{{ if ({Call(number)}) {{ {mutated} }} else {{ {inside} }} }}").WithTriviaFrom(node),
        _ => SyntaxFactory.ParseExpression($"({Call(number)} ? ({mutated}) : ({inside}))").WithTriviaFrom(node),
    };

    private static string Call(int number) => string.Create(CultureInfo.InvariantCulture, $"{Switch}({number})");

    private static int? NumberOf(SyntaxNode node) => node switch
    {
        ConditionalExpressionSyntax conditional => NumberAskedBy(conditional.Condition),
        IfStatementSyntax statement => NumberAskedBy(statement.Condition),
        _ => null,
    };

    private static int? NumberAskedBy(ExpressionSyntax condition) =>
        condition is InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: LiteralExpressionSyntax literal }] } call
        && call.Expression.ToString() == Switch
            ? literal.Token.Value as int?
            : null;
}
