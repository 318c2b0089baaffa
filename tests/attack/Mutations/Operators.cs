using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

using Fault = (string Operator, Microsoft.CodeAnalysis.SyntaxNode Node, string Mutated);

namespace Gmlm.Attack.Mutations;

/// <summary>The operators that make small faults: the replacements of each kind of syntax. Types never change.</summary>
internal static class Operators
{
    // Outside of this range a number is usually a limit or a guard against rounding, so doubling it would not change results.
    private const double SmallestDoubled = 0.01, LargestDoubled = 100;

    // Calls whose removal affects memory or time only.
    private static readonly HashSet<string> Housekeeping = ["Dispose", "ThrowIfCancellationRequested", "EnsureCapacity", "GetResult"];

    /// <summary>
    /// All faults at <paramref name="node"/>: the operator's name, the replaced node and the replacement.
    /// </summary>
    public static IEnumerable<Fault> Of(SyntaxNode node, SemanticModel model) => node switch
    {
        BinaryExpressionSyntax binary when !Declares(binary) => Binary(binary, model),
        LiteralExpressionSyntax literal => Literal(literal, model),
        IfStatementSyntax { Condition: var condition } when !Declares(condition) => [("condition", condition, $"!({condition})")],
        ConditionalExpressionSyntax { Condition: var condition } when !Declares(condition) => [("condition", condition, $"!({condition})")],
        ReturnStatementSyntax { Expression: { } value } when Type(value, model) == SpecialType.System_Boolean && !Declares(value) =>
            [("return", value, $"!({value})")],
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.UnaryMinusExpression, Operand: not LiteralExpressionSyntax } unary =>
            [("sign", unary, unary.Operand.ToString())],
        InvocationExpressionSyntax call when !Declares(call) => Call(call, model),
        ExpressionStatementSyntax statement => Statement(statement, model),
        _ => [],
    };

    private static IEnumerable<Fault> Binary(BinaryExpressionSyntax node, SemanticModel model)
    {
        var (left, right) = (Type(node.Left, model), Type(node.Right, model));
        // Only for integers: two doubles are rarely equal, so a changed boundary would rarely show.
        if (Replacements.Boundary.TryGetValue(node.Kind(), out var boundary) && IsInteger(left) && IsInteger(right))
        {
            yield return ("boundary", node, $"{node.Left} {boundary} {node.Right}");
        }

        if (Replacements.Opposite.TryGetValue(node.Kind(), out var opposite))
        {
            yield return ("comparison", node, $"{node.Left} {opposite} {node.Right}");
        }

        if (Replacements.Arithmetic.TryGetValue(node.Kind(), out var other) && IsNumber(left) && IsNumber(right))
        {
            yield return ("arithmetic", node, $"{node.Left} {other} {node.Right}");
        }
    }

    private static IEnumerable<Fault> Literal(LiteralExpressionSyntax node, SemanticModel model)
    {
        switch (node.Token.Value)
        {
            case int number when number < int.MaxValue && Type(node, model) == SpecialType.System_Int32:
                yield return ("off by one", node, (number + 1).ToString(CultureInfo.InvariantCulture));
                break;
            case double number when number is >= SmallestDoubled and <= LargestDoubled:
                yield return ("doubled", node, $"{2 * number:0.0###############}");
                break;
            case bool truth:
                yield return ("truth", node, truth ? "false" : "true");
                break;
        }
    }

    private static IEnumerable<Fault> Call(InvocationExpressionSyntax node, SemanticModel model)
    {
        if (node.Parent is ExpressionStatementSyntax || StartsWithBinding(node.Expression)
            || model.GetSymbolInfo(node).Symbol is not IMethodSymbol { ReturnsVoid: false, ReturnsByRef: false } method)
        {
            yield break;
        }

        if (node.Expression is MemberAccessExpressionSyntax access && Replacements.Exchanged.TryGetValue(method.Name, out var other))
        {
            var name = access.Name is GenericNameSyntax generic ? $"{other}{generic.TypeArgumentList}" : other;
            yield return ("exchanged", node, $"{access.Expression}.{name}{node.ArgumentList}");
        }

        var arguments = node.ArgumentList.Arguments;
        for (var i = 0; i + 1 < arguments.Count && method.Name is not ("Min" or "Max" or "Equals"); i++)
        {
            var (one, two) = (arguments[i], arguments[i + 1]);
            if (Plain(one) && Plain(two) && !one.Expression.IsEquivalentTo(two.Expression)
                && model.GetTypeInfo(one.Expression).Type is { } type
                && SymbolEqualityComparer.Default.Equals(type, model.GetTypeInfo(two.Expression).Type))
            {
                var swapped = arguments.Replace(one, two).ToList();
                (swapped[i], swapped[i + 1]) = (two, one);
                yield return ("swapped", node, $"{node.Expression}({string.Join(", ", swapped)})");
            }
        }
    }

    private static IEnumerable<Fault> Statement(ExpressionStatementSyntax node, SemanticModel model)
    {
        switch (node.Expression)
        {
            case InvocationExpressionSyntax call when model.GetSymbolInfo(call).Symbol is IMethodSymbol { ReturnsVoid: true } method
                && !Housekeeping.Contains(method.Name):
                yield return (method.Name.StartsWith("Throw", StringComparison.Ordinal) ? "guard" : "call", node, "");
                break;
            case AssignmentExpressionSyntax assignment when Replacements.Arithmetic.TryGetValue(assignment.Kind(), out var other)
                && IsNumber(Type(assignment.Left, model)):
                yield return ("arithmetic", node, $"{assignment.Left} {other} {assignment.Right};");
                break;
        }
    }

    private static bool Plain(ArgumentSyntax argument) =>
        argument.NameColon is null && argument.RefKindKeyword.IsKind(SyntaxKind.None) && !Declares(argument);

    // In a?.B(c), the call .B(c) is not an expression of its own.
    private static bool StartsWithBinding(ExpressionSyntax expression) => expression switch
    {
        MemberBindingExpressionSyntax or ElementBindingExpressionSyntax => true,
        MemberAccessExpressionSyntax access => StartsWithBinding(access.Expression),
        InvocationExpressionSyntax call => StartsWithBinding(call.Expression),
        ElementAccessExpressionSyntax element => StartsWithBinding(element.Expression),
        _ => false,
    };

    // An expression that declares a variable cannot be duplicated.
    private static bool Declares(SyntaxNode node) =>
        node.DescendantNodesAndSelf().Any(part => part is SingleVariableDesignationSyntax or RefExpressionSyntax);

    private static SpecialType Type(ExpressionSyntax expression, SemanticModel model) =>
        model.GetTypeInfo(expression).Type?.SpecialType ?? SpecialType.None;

    private static bool IsInteger(SpecialType type) => type is >= SpecialType.System_SByte and <= SpecialType.System_UInt64;

    private static bool IsNumber(SpecialType type) =>
        IsInteger(type) || type is SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Decimal;
}
