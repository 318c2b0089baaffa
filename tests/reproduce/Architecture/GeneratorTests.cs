using Gmlm.Padir.Randomness;
using Gmlm.Theory.Random;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Xunit;

namespace Gmlm.Reproduce.Tests.Architecture;

/// <summary>
/// There is one generator of random numbers in each library, held by its test vector. A generator is a class that derives from Random, or
/// whose code mixes the bits of a word: it shifts, takes an exclusive or, and multiplies by or adds a constant of more than 32 bits.
/// </summary>
public class GeneratorTests
{
    [Fact]
    public void Each_library_has_one()
    {
        Assert.Equal([typeof(RandomStream).FullName!], Generators("Gmlm.Theory"));
        Assert.Equal([typeof(SplitMix64).FullName!], Generators("Gmlm.Padir"));
        Assert.Empty(Generators("Gmlm.Reproduce"));
    }

    [Fact]
    public void The_rule_finds_another() => Assert.Equal(
        [$"{typeof(GeneratorTests).FullName}/{nameof(Derived)}", $"{typeof(GeneratorTests).FullName}/{nameof(Mixing)}"],
        Generators(typeof(GeneratorTests).Assembly.GetName().Name!));

    private static string[] Generators(string assembly)
    {
        using var module = ModuleDefinition.ReadModule(Path.Combine(AppContext.BaseDirectory, assembly + ".dll"));
        return
        [
            .. module.GetTypes().Where(type => type.BaseType?.FullName == "System.Random" || Mixes(type))
                .Select(type => type.FullName).Order(StringComparer.Ordinal),
        ];
    }

    private static bool Mixes(TypeDefinition type)
    {
        OpCode[] codes = [.. Instructions(type).Select(instruction => instruction.OpCode)];
        return codes.Contains(OpCodes.Xor)
            && (codes.Contains(OpCodes.Shr_Un) || codes.Contains(OpCodes.Shl))
            && Instructions(type).Where(instruction => instruction.OpCode == OpCodes.Ldc_I8)
                .Any(instruction => (ulong)(long)instruction.Operand > uint.MaxValue);
    }

    private static IEnumerable<Instruction> Instructions(TypeDefinition type) =>
        type.Methods.Where(method => method.HasBody).SelectMany(method => method.Body.Instructions);

    private sealed class Derived() : Random(0);

    private static class Mixing
    {
        public static ulong Next(ulong word) => (word ^ (word >> 31)) * 0xD6E8FEB86659FD93UL;
    }
}
