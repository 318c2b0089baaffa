using Microsoft.CodeAnalysis.CSharp;

namespace Gmlm.Attack.Mutations;

/// <summary>What the operators put in the place of what.</summary>
internal static class Replacements
{
    /// <summary>A comparison → the one that differs at equality.</summary>
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

    /// <summary>Arithmetic → another of its kind.</summary>
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

    /// <summary>A method → one with the same arguments that does something else.</summary>
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
