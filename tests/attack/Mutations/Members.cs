using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Gmlm.Attack.Mutations;

/// <summary>Names the member that contains a syntax node.</summary>
internal static class Members
{
    /// <summary>The type and member, for example <c>Bleu.Count</c>.</summary>
    public static string Name(SyntaxNode node)
    {
        var member = node.AncestorsAndSelf().OfType<MemberDeclarationSyntax>().FirstOrDefault();
        var type = node.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().FirstOrDefault()?.Identifier.Text ?? "(top)";
        return member switch
        {
            MethodDeclarationSyntax method => $"{type}.{method.Identifier.Text}",
            ConstructorDeclarationSyntax => $"{type}.(constructor)",
            PropertyDeclarationSyntax property => $"{type}.{property.Identifier.Text}",
            FieldDeclarationSyntax field => $"{type}.{field.Declaration.Variables[0].Identifier.Text}",
            OperatorDeclarationSyntax @operator => $"{type}.operator {@operator.OperatorToken.Text}",
            IndexerDeclarationSyntax => $"{type}.this[]",
            _ => type,
        };
    }
}
