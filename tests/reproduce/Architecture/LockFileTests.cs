using System.Text.Json;
using Xunit;

namespace Gmlm.Reproduce.Tests.Architecture;

/// <summary>The product is written in C# alone, so no package may depend on F#, directly or indirectly.</summary>
public class LockFileTests
{
    [Fact]
    public void No_lock_file_names_FSharp()
    {
        var files = SourceTree.Tracked(path => path.EndsWith("packages.lock.json", StringComparison.Ordinal));

        Assert.Equal(SourceTree.Projects.Count, files.Count);
        Assert.All(files, file => Assert.Empty(FSharpPackages(File.ReadAllText(SourceTree.Absolute(file)))));
    }

    [Theory]
    [InlineData("""{"version":2,"dependencies":{"net10.0":{"Plot":{"type":"Direct","dependencies":{"fsharp.core":"9.0.0"}},"fsharp.core":{"type":"Transitive"}}}}""", 1)]
    [InlineData("""{"version":2,"dependencies":{"net10.0":{},"net10.0/linux-x64":{"FSharp.Core":{"type":"Transitive"}}}}""", 1)]
    [InlineData("""{"version":2,"dependencies":{"net10.0":{"CsCheck":{"type":"Direct"}}}}""", 0)]
    public void The_rule_finds_it(string lockFile, int found) => Assert.Equal(found, FSharpPackages(lockFile).Count);

    private static List<string> FSharpPackages(string lockFile)
    {
        using var json = JsonDocument.Parse(lockFile);
        return
        [
            .. json.RootElement.GetProperty("dependencies").EnumerateObject()
                .SelectMany(framework => framework.Value.EnumerateObject())
                .Select(package => package.Name)
                .Where(name => name.StartsWith("FSharp.", StringComparison.OrdinalIgnoreCase)),
        ];
    }
}
