using Microsoft.CodeAnalysis;

namespace Gmlm.Attack.Mutations;

/// <summary>One small fault put into the source: an expression or a statement replaced by another.</summary>
/// <param name="File">Path from the checkout's root, with '/'.</param>
/// <param name="Line">Line in that file, from 1.</param>
/// <param name="Member">The type's member that holds it, for example <c>Bleu.Count</c>.</param>
/// <param name="Operator">What kind of fault: an operator's name, or <c>feared</c> for one of the hand-written list.</param>
/// <param name="Original">The replaced text, its white space folded.</param>
/// <param name="Mutated">What stands in its place; empty for a removed statement.</param>
/// <param name="Node">The replaced syntax in its tree.</param>
/// <param name="Occurrence">1 for the first of equal faults in one member, 2 for the second.</param>
internal sealed record Mutation(
    string File, int Line, string Member, string Operator, string Original, string Mutated, SyntaxNode Node, int Occurrence = 1)
{
    /// <summary>The operator of the hand-written list.</summary>
    public const string Feared = "feared";

    /// <summary>What names it in the state and in the list of explanations: it survives changes elsewhere in the file.</summary>
    public string Key => $"{File} {Change}{(Occurrence == 1 ? "" : $" ({Occurrence})")}";

    /// <summary>The project's folder: theory, padir or reproduce.</summary>
    public string Project => File[..File.IndexOf('/', StringComparison.Ordinal)];

    /// <summary>The file's folder, which the score is grouped by.</summary>
    public string Folder => File[..File.LastIndexOf('/')];

    /// <summary>For reading: where, and what became what.</summary>
    public string Words => $"{File}:{Line} {Change}";

    private string Change => $"{Member}: {Original} → {(Mutated.Length == 0 ? "(removed)" : Mutated)}";

    /// <summary>A mutation of <paramref name="node"/>.</summary>
    public static Mutation Of(string file, SyntaxNode node, string operatorName, string mutated) => new(
        file,
        node.GetLocation().GetLineSpan().StartLinePosition.Line + 1,
        Members.Name(node),
        operatorName,
        Folded(node.ToString()),
        Folded(mutated),
        node);

    /// <summary>Text with every run of white space as one blank.</summary>
    public static string Folded(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
