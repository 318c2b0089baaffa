using System.Reflection;
using System.Runtime.CompilerServices;
using Gmlm.Padir.ControlledPair;
using Gmlm.Padir.Tokens;
using Gmlm.Theory.Information;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace Gmlm.Reproduce.Tests.Architecture;

/// <summary>Every guard of an argument, in all three projects, refuses the argument that it is there for.</summary>
public class GuardTests
{
    // Guards of something else than a parameter. The tests of the type hold these.
    private static readonly string[] OfSomethingElse =
    [
        "AverageWeights.Of: ArgumentOutOfRangeException.ThrowIfZero(states.Count)",
        "DecodingSequence..ctor: ArgumentOutOfRangeException.ThrowIfLessThan(candidate.Length, 1, nameof(candidate))",
        "Vocabulary.Decode: ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(id, Size)",
        "Vocabulary.Decode: ArgumentOutOfRangeException.ThrowIfNegative(id)",
    ];

    private static readonly Assembly[] Product =
        [typeof(Gmlm.Theory.Distributions.Ising).Assembly, typeof(Vocabulary).Assembly, typeof(Gmlm.Reproduce.Harness.Claim).Assembly];

    private static readonly Dictionary<Type, object> WithBounds = new()
    {
        [typeof(Vocabulary)] = Vocabulary.Named("multi30k-en-de"),
        [typeof(PairVocabulary)] = new ControlledGrammar(1).Vocabulary,
        [typeof(InformationCurve)] = InformationCurve.Of(new CliqueEntropies(3, 0.1, 0)),
    };

    private static readonly Guard[] Guards =
    [
        .. SourceTree.Tracked(path => path.EndsWith(".cs", StringComparison.Ordinal) && path.Split('/')[0] is "theory" or "padir" or "reproduce")
            .Select(path => File.ReadAllText(SourceTree.Absolute(path))).Where(text => text.Contains("Exception.ThrowIf", StringComparison.Ordinal))
            .SelectMany(text => CSharpSyntaxTree.ParseText(text).GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>())
            .Where(call => call.Expression.ToString() is var name && name.Contains("Exception.ThrowIf", StringComparison.Ordinal) && name[0] == 'A')
            .Select(call => new Guard(call, name => Product.Select(assembly => assembly.GetType(name)).FirstOrDefault(type => type is not null), Instance)),
    ];

    [Fact]
    public void EveryGuardOfAParameterRefusesIt()
    {
        Guard[] guards = [.. Guards.Where(guard => guard.IsOfParameter)];
        Assert.InRange(guards.Length, 50, 1000);
        Assert.Empty(guards.Where(guard => !guard.Refuses()).Select(guard => guard.ToString()));
    }

    [Fact]
    public void TheOtherGuardsAreKnown() => Assert.Equal(
        OfSomethingElse, Guards.Where(guard => !guard.IsOfParameter).Select(guard => guard.ToString()).Order(StringComparer.Ordinal));

    // An object without content is enough to reach a guard, except where the guard asks the object for its bound.
    private static object? Instance(Type type)
    {
        if (WithBounds.TryGetValue(type, out var whole))
        {
            return whole;
        }

        var made = type.IsInterface || type.IsAbstract
            ? Product.SelectMany(assembly => assembly.GetTypes())
                .FirstOrDefault(other => type.IsAssignableFrom(other) && !other.IsAbstract && !other.ContainsGenericParameters)
            : type;
        if (made is null || made.IsAssignableTo(typeof(Delegate)))
        {
            return null;
        }

        var empty = RuntimeHelpers.GetUninitializedObject(made);
        GC.SuppressFinalize(empty); // A finalizer would meet fields that no constructor has set.
        return empty;
    }
}
