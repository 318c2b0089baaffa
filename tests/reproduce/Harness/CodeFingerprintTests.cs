using Gmlm.Reproduce.Harness.Cache;
using Xunit;

namespace Gmlm.Reproduce.Tests.Harness;

/// <summary>
/// Compiles small programs before and after a change. The fingerprint must change exactly if the roots can reach the changed code.
/// </summary>
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
        public abstract class Shape
        {
            public abstract double Area();
            public virtual double Edge() => 60.5;
            public virtual double Depth() => 61.5;
        }
        public sealed class Disc : Shape { public override double Area() => 62.5; public override double Edge() => 63.5; }
        public sealed class Ring : Shape { public override double Area() => 64.5; }
        public interface IScale { double Scale() => 65.5; }
        public readonly struct Unit : IScale { }
        public sealed class ThroughBase
        {
            public double Go() { Shape shape = Make(); return shape.Area() + shape.Edge() + shape.Depth(); }
            static Shape Make() => new Disc();
        }
        public sealed class ThroughTypeParameter
        {
            public double Go() => Of<Ring>();
            static double Of<T>() where T : Shape, new() => new T().Area();
        }
        public sealed class ThroughDefault { public double Go() { IScale scale = new Unit(); return scale.Scale(); } }
        public sealed class ThroughDelegate
        {
            public double Go() => Call(new Disc().Area);
            static double Call(Func<double> area) => area();
        }
        public sealed class Query { public double Go() => (from x in new[] { 1.0, 2.0 } let y = x + 1 select x * y).Sum(); }
        public static class Formula { public static double Square(double x) => x * x; public static double Cube(double x) => x * x * x; }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("fingerprint").FullName;
    private int _count;

    [Theory]
    [InlineData("First", "x * x;", "x * x; /* the square */", false)] // a comment
    [InlineData("First", "using System;", "// header\n\nusing System;", false)] // lines move
    [InlineData("First", "=> x * x;", "=> x * x * 1.0000001;", true)] // a formula in reach
    [InlineData("First", "x * x * x", "x * x * x * x", false)] // a formula out of reach
    [InlineData("Second", "x * x * x", "x * x * x * x", true)] // reached through a lambda
    [InlineData("First", "2.5, 3.5", "2.5, 3.25", true)] // a table of constants
    [InlineData("Indirect", "2.5, 3.5", "2.5, 3.25", true)] // reached through an interface
    [InlineData("Indirect", "=> Table[1]", "=> Table[2]", true)] // the body of an interface's method
    [InlineData("ThroughBase", "62.5", "62.25", true)] // an abstract method's body
    [InlineData("ThroughBase", "63.5", "63.25", true)] // an overriding one
    [InlineData("ThroughBase", "61.5", "61.25", true)] // one that is not overridden
    [InlineData("ThroughBase", "64.5", "64.25", false)] // of a class that is not constructed
    [InlineData("ThroughTypeParameter", "64.5", "64.25", true)]
    [InlineData("ThroughTypeParameter", "62.5", "62.25", false)]
    [InlineData("ThroughDefault", "65.5", "65.25", true)] // an interface's own body
    [InlineData("ThroughDelegate", "62.5", "62.25", true)]
    [InlineData("Second", "2.5, 3.5", "2.5, 3.25", false)]
    [InlineData("Query", "new Helper().Value();", "(from a in new[] { 1.0 } let b = a select b).Sum();", false)] // an anonymous type elsewhere comes first and renumbers the one in reach
    [InlineData("Query", "x * y", "x / y", true)]
    [InlineData("First", "\"first\"", "\"said better\"", false)] // text in a description does not count as code
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
        var path = SmallProgram.Compile(_folder, $"{_count++}", source);
        using var code = new CodeFingerprint([path]);
        return code.Of((root, "Go"));
    }
}
