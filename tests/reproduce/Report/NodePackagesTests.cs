using Gmlm.Reproduce.Report;
using Xunit;

namespace Gmlm.Reproduce.Tests.Report;

/// <summary>The typesetter counts as installed only where npm has written down every package that the lock file asks for.</summary>
public sealed class NodePackagesTests : IDisposable
{
    private const string Asked = """
        {"packages": {"": {"name": "x"}, "a": {"version": "1", "integrity": "s"}, "b": {"version": "2", "integrity": "t", "optional": true}}}
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("packages");

    [Theory]
    [InlineData("""{"a": {"version": "1", "integrity": "s"}, "b": {"version": "2", "integrity": "t"}}""", true)]
    [InlineData("""{"a": {"version": "1", "integrity": "s"}}""", true)] // The other one is optional.
    [InlineData("""{"b": {"version": "2", "integrity": "t"}}""", false)]
    [InlineData("""{"a": {"version": "1.1", "integrity": "s"}}""", false)]
    [InlineData("""{"a": {"version": "1", "integrity": "r"}}""", false)]
    [InlineData("""{"a": {"version": "1", "integrity": "s"}, "b": {"version": "1", "integrity": "t"}}""", false)]
    [InlineData("""{"a": {"version": "1"}}""", false)]
    [InlineData("[]", false)]
    [InlineData("{", false)]
    [InlineData(null, false)]
    public void ComparedWithWhatIsInstalled(string? installed, bool expected)
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "package-lock.json"), Asked);
        if (installed is not null)
        {
            Install($$"""{"packages": {{installed}}}""");
        }

        Assert.Equal(expected, NodePackages.AreInstalled(_folder.FullName));
    }

    [Fact]
    public void WithoutALockFileNothingIsInstalled()
    {
        Install("""{"packages": {}}""");
        Assert.False(NodePackages.AreInstalled(_folder.FullName));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private void Install(string text) =>
        File.WriteAllText(Path.Combine(_folder.CreateSubdirectory("node_modules").FullName, ".package-lock.json"), text);
}
