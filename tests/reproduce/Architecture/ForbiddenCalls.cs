using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Gmlm.Reproduce.Tests.Architecture;

/// <summary>
/// Finds calls that make a result depend on something other than its inputs, and output that bypasses the command line. It reads the
/// compiled code instead of the source text, so that an alias, a <c>using static</c> or a target-typed <c>new()</c> hides nothing, and a
/// comment is no call.
/// </summary>
internal static class ForbiddenCalls
{
    /// <summary>Calls for the present time in the machine's time zone, and for generators that are not passed as a parameter.</summary>
    public static IEnumerable<string> Ambient(IEnumerable<TypeDefinition> types) => Find(types, IsAmbient);

    /// <summary>Calls that write to or read from the console.</summary>
    public static IEnumerable<string> Console(IEnumerable<TypeDefinition> types) =>
        Find(types, (_, called) => called.DeclaringType.FullName is "System.Console" or "Spectre.Console.AnsiConsole");

    /// <summary>Calls that open a file for writing in place.</summary>
    public static IEnumerable<string> WritesInPlace(IEnumerable<TypeDefinition> types) =>
        Find(types, (_, called) => IsWritingInPlace(called));

    /// <summary>
    /// Calls that pass a number to TorchSharp without holding its Scalar, which may then be finalized while libtorch reads it. Some of
    /// TorchSharp's own methods do so too: a sum of tensors, for example, has a hidden factor of 1, and so do its optimizers, whose steps
    /// are called by a virtual method of their base. A method that disposes its Scalars holds them.
    /// </summary>
    public static IEnumerable<string> LooseNumbers(IEnumerable<TypeDefinition> types) => Find(types, (method, _, called) =>
        (MakesScalar(called) && !Disposes(method)) || ScalarsInside.Value.Contains(called.FullName) || IsOptimizerStep(called));

    private static bool IsOptimizerStep(MethodReference called) =>
        called.Name == "step" && called.DeclaringType.FullName.StartsWith("TorchSharp.torch/optim", StringComparison.Ordinal);

    // TorchSharp's methods that make a Scalar themselves, or call a method that makes one.
    private static readonly Lazy<HashSet<string>> ScalarsInside = new(() =>
    {
        using var module = ModuleDefinition.ReadModule(typeof(TorchSharp.torch).Assembly.Location);
        var calls = module.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody && method.DeclaringType.Name != "Scalar")
            .ToDictionary(method => method.FullName, method => method.Body.Instructions.Select(instruction => instruction.Operand).OfType<MethodReference>().ToArray());
        var found = calls.Where(method => method.Value.Any(MakesScalar)).Select(method => method.Key).ToHashSet();
        for (var before = 0; before < found.Count;)
        {
            before = found.Count;
            found.UnionWith(calls.Where(method => method.Value.Any(called => found.Contains(called.FullName))).Select(method => method.Key).ToArray());
        }

        return found;
    });

    private static bool MakesScalar(MethodReference called) => called is { Name: "op_Implicit", DeclaringType.FullName: "TorchSharp.Scalar", ReturnType.FullName: "TorchSharp.Scalar" };

    private static bool Disposes(MethodDefinition method) => method.Body.Variables.Any(local => local.VariableType.FullName == "TorchSharp.Scalar")
        && method.Body.Instructions.Any(instruction => instruction.Operand is MethodReference { Name: "Dispose" });

    private static bool IsWritingInPlace(MethodReference called) => (called.DeclaringType.FullName, called.Name) switch
    {
        ("System.IO.File", var name) => name is "Create" or "CreateText" or "Open" or "OpenHandle" or "OpenWrite" or "Copy"
            || name.StartsWith("Write", StringComparison.Ordinal) || name.StartsWith("Append", StringComparison.Ordinal),
        ("System.IO.FileInfo", var name) => name is "AppendText" or "Create" or "CreateText" or "Open" or "OpenWrite" or "CopyTo",
        ("System.IO.FileStream" or "System.IO.StreamWriter", ".ctor") => true,
        _ => false,
    };

    private static bool IsAmbient(OpCode code, MethodReference called) => (called.DeclaringType.FullName, called.Name) switch
    {
        ("System.DateTime" or "System.DateTimeOffset", "get_Now" or "get_Today") => true,
        ("System.Random", "get_Shared") => true,
        // The constructor of a class derived from Random calls this constructor without creating another generator.
        ("System.Random", ".ctor") => code == OpCodes.Newobj,
        _ => false,
    };

    private static IEnumerable<string> Find(IEnumerable<TypeDefinition> types, Func<OpCode, MethodReference, bool> forbidden) =>
        Find(types, (_, code, called) => forbidden(code, called));

    private static IEnumerable<string> Find(IEnumerable<TypeDefinition> types, Func<MethodDefinition, OpCode, MethodReference, bool> forbidden) =>
        from type in types.SelectMany(WithNested)
        from method in type.Methods
        where method.HasBody
        from instruction in method.Body.Instructions
        where instruction.Operand is MethodReference called && forbidden(method, instruction.OpCode, called)
        select $"{type.FullName}.{method.Name} calls {((MethodReference)instruction.Operand).FullName}";

    private static IEnumerable<TypeDefinition> WithNested(TypeDefinition type) => type.NestedTypes.SelectMany(WithNested).Prepend(type);
}
