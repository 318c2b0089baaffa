using Mono.Cecil;
using Mono.Cecil.Cil;
using Xunit;

namespace Gmlm.Reproduce.Tests.Architecture;

/// <summary>
/// The theory has one random generator, and the harness draws from it alone: a second one would be a stream that no test vector holds. A
/// generator is a class that derives from <see cref="Random"/>, or one that mixes bits by a constant of 64 bits.
/// </summary>
public sealed class GeneratorTests
{
    private const long LargestPlainNumber = 1L << 48;

    [Theory]
    [InlineData("Gmlm.Theory", "RandomStream")]
    [InlineData("Gmlm.Reproduce")]
    public void ThereIsNoGeneratorButTheNamedOne(string assembly, params string[] generators)
    {
        using var module = ModuleDefinition.ReadModule(Path.Combine(AppContext.BaseDirectory, assembly + ".dll"));
        Assert.Equal(generators, Generators(module.Types));
    }

    [Fact]
    public void TheRuleFindsEveryGenerator()
    {
        using var module = ModuleDefinition.ReadModule(typeof(GeneratorTests).Assembly.Location);
        var planted = module.GetType(typeof(GeneratorTests).FullName).NestedTypes.Where(type => type.Name is nameof(Derived) or nameof(Mixer) or nameof(Counter));
        Assert.Equal([nameof(Derived), nameof(Mixer)], Generators(planted).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Generators(IEnumerable<TypeDefinition> types) =>
        types.SelectMany(WithNested).Where(type => type.BaseType?.FullName == "System.Random" || type.Methods.Any(Mixes)).Select(type => type.Name);

    // Bits are mixed by exclusive or with a shift of themselves and by a product with a constant.
    private static bool Mixes(MethodDefinition method)
    {
        var instructions = method.HasBody ? method.Body.Instructions.ToArray() : [];
        OpCode[] mixing = [OpCodes.Xor, OpCodes.Shr_Un, OpCodes.Mul];
        return mixing.All(code => instructions.Any(instruction => instruction.OpCode == code))
            && instructions.Any(instruction => instruction.Operand is long and (> LargestPlainNumber or < -LargestPlainNumber));
    }

    private static IEnumerable<TypeDefinition> WithNested(TypeDefinition type) => type.NestedTypes.SelectMany(WithNested).Prepend(type);

    private sealed class Derived : Random;

    private static class Mixer
    {
        public static ulong Next(ulong state) => (state ^ (state >> 27)) * 0x94D049BB133111EB;
    }

    private static class Counter
    {
        public static ulong Next(ulong state) => (state * 3_000_000_000) + 1;
    }
}
