using System.Reflection;
using System.Runtime.Loader;
using Gmlm.Attack.Mutations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Gmlm.Reproduce.Tests.Attacks;

/// <summary>
/// A short program with all faults that the operators can put into it, compiled, and run with one of them active.
/// </summary>
internal sealed class SampleProgram
{
    private const string Switch =
        "namespace Gmlm; public static class Mutant { public static int Active; public static bool Is(int number) => Active == number; }";

    private readonly FieldInfo _active;
    private readonly MethodInfo _probe;

    /// <param name="source">Source of a static class Sample with a method <c>string Probe(int)</c>.</param>
    public SampleProgram(string source)
    {
        Faults = [.. Possible(source).Select((fault, i) => (i + 1, fault))];
        var rewritten = Rewriter.Rewrite(Faults[0].Mutation.Node.SyntaxTree.GetRoot(), Faults);
        using var stream = new MemoryStream();
        var emitted = Compiled(CSharpSyntaxTree.ParseText(rewritten), CSharpSyntaxTree.ParseText(Switch)).Emit(stream);
        Assert.True(emitted.Success, $"{string.Join('\n', emitted.Diagnostics)}\n{rewritten}");
        stream.Position = 0;
        var assembly = new AssemblyLoadContext(nameof(SampleProgram), isCollectible: true).LoadFromStream(stream);
        _active = assembly.GetType("Gmlm.Mutant")!.GetField("Active")!;
        _probe = assembly.GetType("Sample")!.GetMethod("Probe")!;
    }

    /// <summary>The faults by their numbers, from 1.</summary>
    public IReadOnlyList<(int Number, Mutation Mutation)> Faults { get; }

    /// <summary>The faults that the operators find in a source.</summary>
    public static IReadOnlyList<Mutation> Possible(string source)
    {
        var tree = CSharpSyntaxTree.ParseText(source);
        return Drawing.Possible("theory/Sample.cs", tree.GetRoot(), Compiled(tree).GetSemanticModel(tree));
    }

    /// <summary>The output of the probe for some numbers with one fault active; 0 for none.</summary>
    public string Run(int number)
    {
        _active.SetValue(null, number);
        return string.Join('\n', Enumerable.Range(-2, 9).Select(Say));
    }

    private string Say(int n)
    {
        try
        {
            return (string)_probe.Invoke(null, [n])!;
        }
        catch (TargetInvocationException error)
        {
            return error.InnerException!.GetType().Name;
        }
    }

    private static CSharpCompilation Compiled(params SyntaxTree[] trees) => CSharpCompilation.Create(
        "Sample",
        trees,
        References.Packages,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release));
}
