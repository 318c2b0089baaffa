using Gmlm.Attack.Mutations;
using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Tests.Architecture;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Gmlm.Reproduce.Tests.Attacks;

public class FearedListTests
{
    [Fact]
    public void Every_listed_fault_has_its_place_in_the_source()
    {
        var list = FearedList.Load(SourceTree.Root);
        var files = list.Select(fault => fault.File).Distinct()
            .ToDictionary(file => file, file => Syntax(File.ReadAllText(SourceTree.Absolute(file))));

        Assert.Equal(list.Count, FearedList.Locate(list, files).Count);
        Assert.All(MutantBuild.Projects, project => Assert.InRange(list.Count(fault => fault.File.StartsWith(project + '/')), 30, 1000));
        Assert.All(list, fault => Assert.NotEmpty(fault.Why));
        Assert.Equal(list.Count, list.Select(fault => (fault.File, fault.In, fault.Original, fault.Mutated)).Distinct().Count());
    }

    [Theory]
    [InlineData("a + 1", null, "has 0 times")]
    [InlineData("a - b", null, "has 2 times")]
    [InlineData("a - b", "C.H", "has 0 times")]
    public void A_text_that_is_not_there_once_is_an_error(string original, string? member, string message)
    {
        var error = Assert.Throws<UserError>(() => Locate(original, member));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Contains(original, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a   -\n b", "C.F")]
    [InlineData("return b;", null)]
    public void White_space_does_not_count_and_a_member_narrows_the_search(string original, string? member) =>
        Assert.Single(Locate(original, member));

    private const string Source =
        "class C { int F(int a, int b) => a - b; int G(int a, int b) { return b; } int H2(int a, int b) => (a - b); }";

    private static IReadOnlyList<Mutation> Locate(string original, string? member) => FearedList.Locate(
        [new Feared("theory/C.cs", original, "0", "a test", member)],
        new Dictionary<string, SyntaxNode> { ["theory/C.cs"] = Syntax(Source) });

    private static SyntaxNode Syntax(string text) => CSharpSyntaxTree.ParseText(text).GetRoot();
}
