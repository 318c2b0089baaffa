using System.Text.RegularExpressions;
using Xunit;

namespace Gmlm.Reproduce.Tests.Architecture;

/// <summary>What the README and docs/ refer to exists, and their lines are short enough to be read side by side.</summary>
public sealed partial class DocumentationTests
{
    private const int LongestLine = 110;

    public static TheoryData<string> Pages =>
        [.. Directory.GetFiles(SourceTree.Absolute("docs"), "*.md").Select(path => $"docs/{Path.GetFileName(path)}").Append("README.md")];

    [Theory]
    [MemberData(nameof(Pages))]
    public void EveryPathExists(string page)
    {
        var text = File.ReadAllText(SourceTree.Absolute(page));
        string[] paths =
        [
            .. PathIn().Matches(text).Select(match => match.Value.TrimEnd('/'))
                .Where(path => !path.Contains("build") && !path.Split('/', '.').Any(part => part is "PROFILE" or "ID"))

                // A class that the page shows is one that the reader is to add.
                .Where(path => !text.Contains($"class {Path.GetFileNameWithoutExtension(path)} ")),
        ];
        Assert.All(paths, path => Assert.True(Exists(SourceTree.Absolute(path)), $"{page} names {path}"));
        string[] links = [.. Link().Matches(text).Select(match => match.Groups[1].Value).Where(link => !link.Contains("://"))];
        var folder = Path.GetDirectoryName(SourceTree.Absolute(page))!;
        Assert.All(links, link => Assert.True(Exists(Path.Combine(folder, link)), $"{page} links to {link}"));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void LinesAreShort(string page) =>
        Assert.All(File.ReadAllLines(SourceTree.Absolute(page)), line => Assert.True(line.Length <= LongestLine, $"{page}: {line}"));

    private static bool Exists(string path) => File.Exists(path) || Directory.Exists(path);

    // A path of this repository without a placeholder in it.
    [GeneratedRegex(@"(?<![\w./-])(theory|padir|reproduce|tests|reports|docs)/[\w./-]*[\w-](?![\w*<…]|/[<*]|/[A-Z]{3,})")]
    private static partial Regex PathIn();

    [GeneratedRegex(@"\]\(([^)#]+)\)")]
    private static partial Regex Link();
}
