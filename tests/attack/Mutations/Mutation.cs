using Microsoft.CodeAnalysis;

namespace Gmlm.Attack.Mutations;

/// <summary>One small fault in the source: an expression or a statement is replaced by another.</summary>
/// <param name="File">The path from the checkout's root, with '/'.</param>
/// <param name="Line">The line in the file, from 1.</param>
/// <param name="Member">The type's member that contains the fault, for example <c>Bleu.Count</c>.</param>
/// <param name="Operator">The kind of fault: an operator's name, or <c>feared</c> for a fault of the hand-written list.</param>
/// <param name="Original">The replaced text, with white space folded.</param>
/// <param name="Mutated">The replacement; empty for a removed statement.</param>
/// <param name="Node">The replaced node in its syntax tree.</param>
/// <param name="Occurrence">1 for the first of equal faults in one member, 2 for the second.</param>
internal sealed record Mutation(
    string File, int Line, string Member, string Operator, string Original, string Mutated, SyntaxNode Node, int Occurrence = 1)
{
    /// <summary>The operator's name for faults of the hand-written list.</summary>
    public const string Feared = "feared";

    /// <summary>
    /// The identifier of the fault in the state and in the list of explanations. Changes elsewhere in the file do not affect it.
    /// </summary>
    public string Key => $"{File} {Change}{(Occurrence == 1 ? "" : $" ({Occurrence})")}";

    /// <summary>The project's folder: theory, padir or reproduce.</summary>
    public string Project => File[..File.IndexOf('/', StringComparison.Ordinal)];

    /// <summary>The file's folder, by which the score is grouped.</summary>
    public string Folder => File[..File.LastIndexOf('/')];

    /// <summary>A readable description: the place, the original and the replacement.</summary>
    public string Words => $"{File}:{Line} {Change}";

    /// <summary>The operator and the readable description, as in the list of faults.</summary>
    public string Listed => $"{Operator}: {Words}";

    private string Change => $"{Member}: {Original} → {(Mutated.Length == 0 ? "(removed)" : Mutated)}";

    /// <summary>Makes a mutation of <paramref name="node"/>.</summary>
    public static Mutation Of(string file, SyntaxNode node, string operatorName, string mutated) => new(
        file,
        node.GetLocation().GetLineSpan().StartLinePosition.Line + 1,
        Members.Name(node),
        operatorName,
        Folded(node.ToString()),
        Folded(mutated),
        node);

    /// <summary>The text with each run of white space replaced by one space.</summary>
    public static string Folded(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
