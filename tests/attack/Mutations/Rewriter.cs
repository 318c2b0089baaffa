using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Gmlm.Attack.Mutations;

/// <summary>
/// Puts faults into source so that each is asleep until its number is switched on: <c>(Mutant.Is(17) ? mutated : original)</c>, and for a
/// statement <c>if (Mutant.Is(17)) { mutated } else { original }</c>. One build holds them all.
/// </summary>
internal static class Rewriter
{
    /// <summary>The environment variable that switches one fault on by its number.</summary>
    public const string Variable = "GMLM_MUTANT";

    private const string Switch = "global::Gmlm.Mutant.Is";

    /// <summary>The switch's source, which every mutated project gets.</summary>
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

    /// <summary>The file's source with all the faults in it.</summary>
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
    /// The faults that an error at a position of rewritten source may come from: the innermost around it, else all of the member, since a
    /// fault in a condition may leave a variable unassigned further down.
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
