using System.Xml.Linq;
using Xunit;

namespace Gmlm.Reproduce.Tests.Architecture;

/// <summary>
/// References run one way: reproduce → theory and reproduce → padir. The two libraries refer neither to each other nor to the harness.
/// </summary>
public class ProjectReferenceTests
{
    [Theory]
    [InlineData("theory/Gmlm.Theory.csproj")]
    [InlineData("padir/Gmlm.Padir.csproj")]
    public void The_libraries_refer_to_no_project(string project) => Assert.Empty(References(File.ReadAllText(SourceTree.Absolute(project))));

    [Fact]
    public void Nothing_but_tests_and_attacks_refers_to_the_harness() =>
        Assert.Equal(
            ["tests/attack/Gmlm.Attack.csproj", "tests/reproduce/Gmlm.Reproduce.Tests.csproj"],
            SourceTree.Projects.Where(project => References(File.ReadAllText(SourceTree.Absolute(project))).Contains("Gmlm.Reproduce")));

    [Theory]
    [InlineData("""<Project><ItemGroup><ProjectReference Include="../padir/Gmlm.Padir.csproj" /></ItemGroup></Project>""", "Gmlm.Padir")]
    [InlineData("""<Project><ItemGroup><ProjectReference Include="..\reproduce\Gmlm.Reproduce.csproj"/></ItemGroup></Project>""", "Gmlm.Reproduce")]
    [InlineData("""<Project><ItemGroup><Reference Include="Gmlm.Theory" HintPath="../x.dll" /></ItemGroup></Project>""", "Gmlm.Theory")]
    public void The_rule_finds_a_reference(string project, string name) => Assert.Equal([name], References(project));

    private static List<string> References(string project) =>
    [
        .. XDocument.Parse(project).Descendants()
            .Where(element => element.Name.LocalName is "ProjectReference" or "Reference")
            .Select(element => element.Attribute("Include")!.Value.Replace('\\', '/'))
            .Select(path => path.EndsWith(".csproj", StringComparison.Ordinal) ? Path.GetFileNameWithoutExtension(path) : path),
    ];
}
