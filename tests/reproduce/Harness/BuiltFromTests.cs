using System.Security.Cryptography;
using System.Text;
using Gmlm.Reproduce.Harness.Cache;
using Gmlm.Reproduce.Tests.Architecture;
using Xunit;

namespace Gmlm.Reproduce.Tests.Harness;

/// <summary>A program that was built from other sources than the checkout's is recognised by its symbols.</summary>
public sealed class BuiltFromTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("sources").FullName;

    private readonly Dictionary<string, byte[]> _sources = new()
    {
        ["theory/A.cs"] = SHA256.HashData(Encoding.UTF8.GetBytes("class A;")),
        ["padir/B.cs"] = SHA256.HashData(Encoding.UTF8.GetBytes("class B;")),
    };

    public BuiltFromTests()
    {
        Write("theory/A.cs", "class A;");
        Write("padir/B.cs", "class B;");
    }

    [Fact]
    public void TheSameSourcesDoNotDiffer() => Assert.Empty(BuiltFrom.Differing(_root, _sources));

    [Fact]
    public void AnEditThatWasUndoneIsDetected()
    {
        _sources["theory/A.cs"] = SHA256.HashData(Encoding.UTF8.GetBytes("class A { }"));
        Assert.Equal(["theory/A.cs"], BuiltFrom.Differing(_root, _sources));
    }

    [Fact]
    public void ARemovedFileIsDetected()
    {
        File.Delete(Path.Combine(_root, "padir", "B.cs"));
        Assert.Equal(["padir/B.cs"], BuiltFrom.Differing(_root, _sources));
    }

    /// <summary>The symbols of this program name its own sources, as they lie in this checkout.</summary>
    [Fact]
    public void ThisProgramIsBuiltFromThisCheckout()
    {
        Assert.Empty(BuiltFrom.Differing(SourceTree.Root));
        Write("reproduce/Program.cs", "// another");
        var differing = BuiltFrom.Differing(_root);
        Assert.True(differing.Count > 300, $"only {differing.Count} sources are known");
        Assert.Contains("reproduce/Program.cs", differing);
        Assert.Contains("theory/Chains/BlockDynamics.cs", differing);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_root, path))!);
        File.WriteAllText(Path.Combine(_root, path), text);
    }
}
