using Gmlm.Reproduce.Harness.Cache;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Xunit;

namespace Gmlm.Reproduce.Tests.Harness;

/// <summary>Small programs are compiled, changed, compiled again: the fingerprint must move exactly with what the roots can reach.</summary>
public sealed class CodeFingerprintTests : IDisposable
{
    private const string Source = """
        using System; using System.Linq;
        public abstract class Check { public abstract double Go(); public virtual string Wording => "none"; }
        public sealed class First : Check { public override double Go() => Formula.Square(3) + new Helper().Value(); public override string Wording => "first"; }
        public sealed class Second : Check { public override double Go() => new[] { 1.0, 2.0 }.Select(x => Formula.Cube(x)).Sum(); }
        public interface IValue { double Value(); }
        public sealed class Helper : IValue { public double Value() => Table[1]; static readonly double[] Table = { 1.5, 2.5, 3.5, 4.5 }; }
        public sealed class Indirect { public double Go() { IValue v = Make(); return v.Value(); } static IValue Make() => new Helper(); }
        public sealed class Query { public double Go() => (from x in new[] { 1.0, 2.0 } let y = x + 1 select x * y).Sum(); }
        public static class Formula { public static double Square(double x) => x * x; public static double Cube(double x) => x * x * x; }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("fingerprint").FullName;
    private int _count;

    [Theory]
    [InlineData("First", "x * x;", "x * x; /* the square */", false)] // a comment
    [InlineData("First", "using System;", "// header\n\nusing System;", false)] // lines move
    [InlineData("First", "=> x * x;", "=> x * x * 1.0000001;", true)] // its formula
    [InlineData("First", "x * x * x", "x * x * x * x", false)] // another's formula
    [InlineData("Second", "x * x * x", "x * x * x * x", true)] // reached through a lambda
    [InlineData("First", "2.5, 3.5", "2.5, 3.25", true)] // a table of constants
    [InlineData("Indirect", "2.5, 3.5", "2.5, 3.25", true)] // reached through an interface
    [InlineData("Second", "2.5, 3.5", "2.5, 3.25", false)]
    [InlineData("Query", "new Helper().Value();", "(from a in new[] { 1.0 } let b = a select b).Sum();", false)] // another's anonymous type comes first and renumbers this one's
    [InlineData("Query", "x * y", "x / y", true)]
    [InlineData("First", "\"first\"", "\"said better\"", false)] // wording is not computation
    public void MovesWithWhatIsReached(string root, string before, string after, bool moves)
    {
        Assert.Contains(before, Source);
        var original = Fingerprint(Source, root);
        var changed = Fingerprint(Source.Replace(before, after), root);
        Assert.Equal(moves, !original.SequenceEqual(changed));
    }

    [Fact]
    public void NamesTheTypeThatChanged()
    {
        var original = Fingerprint(Source, "First");
        var changed = Fingerprint(Source.Replace("=> x * x;", "=> x + x;"), "First");
        Assert.Equal(["Formula"], original.Keys.Where(type => original[type] != changed[type]));
    }

    [Fact]
    public void UnknownRootIsRefused() => Assert.Throws<ArgumentException>(() => Fingerprint(Source, "Nothing"));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private SortedDictionary<string, string> Fingerprint(string source, string root)
    {
        var path = Path.Combine(_folder, $"{_count++}.dll");
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(file => Path.GetFileName(file).StartsWith("System.", StringComparison.Ordinal))
            .Select(file => MetadataReference.CreateFromFile(file));
        var compilation = CSharpCompilation.Create("Small", [CSharpSyntaxTree.ParseText(source)], references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, deterministic: true));
        EmitResult emitted = compilation.Emit(path);
        Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics));
        using var code = new CodeFingerprint([path]);
        return code.Of((root, "Go"));
    }
}
