using Mono.Cecil;

namespace Gmlm.Attack.Mutations;

/// <summary>
/// What code reaches by ways that no call instruction shows: a test that starts the product's program by the name of its file, and the
/// registry, which makes an instance of every class of its kinds that an assembly holds.
/// </summary>
/// <param name="modules">The assemblies of ours.</param>
internal sealed class IndirectCalls(IReadOnlyList<ModuleDefinition> modules)
{
    private readonly Dictionary<string, MethodDefinition> _programs = modules.Where(module => module.EntryPoint is not null)
        .ToDictionary(module => module.Assembly.Name.Name + ".dll", module => module.EntryPoint);

    private readonly MethodDefinition[] _made =
        [.. modules.SelectMany(module => module.GetTypes()).Where(IsOfAKind).SelectMany(type => type.Methods)];

    /// <summary>The methods that <paramref name="reached"/> ones call indirectly.</summary>
    public IEnumerable<MethodDefinition> From(IReadOnlyCollection<MethodDefinition> reached)
    {
        var operands = reached.Where(method => method.HasBody).SelectMany(method => method.Body.Instructions)
            .Select(instruction => instruction.Operand)
            .ToArray();
        var started = operands.OfType<string>().Distinct().Where(_programs.ContainsKey).Select(name => _programs[name]);
        return operands.OfType<MethodReference>().Any(ListsTypes) ? [.. started, .. _made] : [.. started];
    }

    private static bool ListsTypes(MethodReference called) =>
        called is { Name: nameof(System.Reflection.Assembly.GetTypes), DeclaringType.FullName: "System.Reflection.Assembly" };

    // A class that can be made without arguments and derives from an abstract one of ours.
    private static bool IsOfAKind(TypeDefinition type) => !type.IsAbstract
        && type.Methods.Any(method => method is { IsConstructor: true, IsStatic: false, HasParameters: false })
        && Kinds(type).Any(kind => kind.IsAbstract);

    private static IEnumerable<TypeDefinition> Kinds(TypeDefinition type)
    {
        var kind = type.BaseType;
        while (kind is not null && IsOurs(kind))
        {
            var definition = kind.Resolve();
            yield return definition;
            kind = definition.BaseType;
        }
    }

    private static bool IsOurs(TypeReference type) => type.GetElementType().Scope switch
    {
        ModuleDefinition => true,
        AssemblyNameReference reference => reference.Name.StartsWith("Gmlm.", StringComparison.Ordinal),
        _ => false,
    };
}
