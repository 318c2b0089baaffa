using Microsoft.CodeAnalysis.CSharp;

namespace Gmlm.Attack.Mutations;

/// <summary>The tables of replacements that the operators use.</summary>
internal static class Replacements
{
    /// <summary>A comparison → the comparison that differs from it at equality only.</summary>
    public static readonly Dictionary<SyntaxKind, string> Boundary = new()
    {
        [SyntaxKind.LessThanExpression] = "<=",
        [SyntaxKind.LessThanOrEqualExpression] = "<",
        [SyntaxKind.GreaterThanExpression] = ">=",
        [SyntaxKind.GreaterThanOrEqualExpression] = ">",
    };

    /// <summary>A comparison or conjunction → its opposite.</summary>
    public static readonly Dictionary<SyntaxKind, string> Opposite = new()
    {
        [SyntaxKind.LessThanExpression] = ">=",
        [SyntaxKind.LessThanOrEqualExpression] = ">",
        [SyntaxKind.GreaterThanExpression] = "<=",
        [SyntaxKind.GreaterThanOrEqualExpression] = "<",
        [SyntaxKind.EqualsExpression] = "!=",
        [SyntaxKind.NotEqualsExpression] = "==",
        [SyntaxKind.LogicalAndExpression] = "||",
        [SyntaxKind.LogicalOrExpression] = "&&",
    };

    /// <summary>An arithmetic operator → another one.</summary>
    public static readonly Dictionary<SyntaxKind, string> Arithmetic = new()
    {
        [SyntaxKind.AddExpression] = "-",
        [SyntaxKind.SubtractExpression] = "+",
        [SyntaxKind.MultiplyExpression] = "/",
        [SyntaxKind.DivideExpression] = "*",
        [SyntaxKind.ModuloExpression] = "*",
        [SyntaxKind.AddAssignmentExpression] = "-=",
        [SyntaxKind.SubtractAssignmentExpression] = "+=",
        [SyntaxKind.MultiplyAssignmentExpression] = "/=",
        [SyntaxKind.DivideAssignmentExpression] = "*=",
    };

    /// <summary>A method → a method with the same parameters and another effect.</summary>
    public static readonly Dictionary<string, string> Exchanged = new(StringComparer.Ordinal)
    {
        ["Min"] = "Max",
        ["Max"] = "Min",
        ["Any"] = "All",
        ["All"] = "Any",
        ["First"] = "Last",
        ["Last"] = "First",
        ["Floor"] = "Ceiling",
        ["Ceiling"] = "Floor",
        ["OrderBy"] = "OrderByDescending",
        ["OrderByDescending"] = "OrderBy",
        ["Skip"] = "Take",
        ["Take"] = "Skip",
    };
}
