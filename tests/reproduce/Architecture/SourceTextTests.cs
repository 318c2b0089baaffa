using System.Text.RegularExpressions;
using Xunit;

namespace Gmlm.Reproduce.Tests.Architecture;

/// <summary>The sources contain no absolute path of a machine and no address of a package registry.</summary>
public partial class SourceTextTests
{
    private const int LargestText = 1 << 20;

    [Fact]
    public void No_source_names_a_machine()
    {
        var files = SourceTree.Tracked(path => new FileInfo(SourceTree.Absolute(path)).Length <= LargestText);
        var found =
            from file in files
            let text = File.ReadAllText(SourceTree.Absolute(file))
            where !text.Contains('\0')
            from line in Named(text)
            select $"{file}: {line}";

        Assert.True(files.Count > 20, $"Only {files.Count} files were looked at.");
        Assert.Empty(found);
    }

    // The texts are joined from two halves, so that this file does not violate its own rule.
    [Theory]
    [InlineData("var path = \"/wo" + "rk/data\";")]
    [InlineData("see /ro" + "ot/.nuget")]
    [InlineData("file:///ho" + "me/someone/x")]
    [InlineData("C:\\Us" + "ers\\someone")]
    [InlineData("\"resolved\": \"htt" + "ps://example.org/a.tgz\"")]
    [InlineData("registry" + "=https://example.org/")]
    [InlineData("https://registry.npm" + "js.org/typst")]
    [InlineData("https://api.nu" + "get.org/v3/index.json")]
    public void The_rule_finds_a_violation(string text) => Assert.Single(Named("first line\n" + text + "\nlast line"));

    [Theory]
    [InlineData("\"resolved\": \"3.119.4\",")]
    [InlineData("https://example.org/work/paper.pdf")]
    [InlineData("a framework/rootfinding/home")]
    [InlineData("new Uri(\"https://arxiv.org/abs/2407.21046\")")]
    public void The_rule_leaves_the_rest_alone(string text) => Assert.Empty(Named(text));

    private static IEnumerable<string> Named(string text) => text.Split('\n').Where(line => MachinePath().IsMatch(line) || Registry().IsMatch(line)).Select(line => line.Trim());

    [GeneratedRegex(@"(?<![\w.~-])/(work|root|home)/[\w.]|[A-Za-z]:\\Users\\\w")]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"""resolved""\s*:\s*""https?:|registry\s*=\s*https?:|registry\.npmjs\.org|api\.nuget\.org|_auth[T]oken")]
    private static partial Regex Registry();
}
