using Mono.Cecil;

namespace Gmlm.Attack.Mutations;

/// <summary>
/// Finds calls that no call instruction shows: a test that starts the product's program by its file name, and the registry, which creates
/// an instance of every class of its kinds in an assembly.
/// </summary>
/// <param name="modules">The project's assemblies.</param>
internal sealed class IndirectCalls(IReadOnlyList<ModuleDefinition> modules)
{
    private readonly Dictionary<string, MethodDefinition> _programs = modules.Where(module => module.EntryPoint is not null)
        .ToDictionary(module => module.Assembly.Name.Name + ".dll", module => module.EntryPoint);

    private readonly MethodDefinition[] _made =
        [.. modules.SelectMany(module => module.GetTypes()).Where(IsOfAKind).SelectMany(type => type.Methods)];

    /// <summary>The methods that the <paramref name="reached"/> methods call indirectly.</summary>
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

    // Whether the registry may create the class: it has a constructor without parameters and derives from an abstract class of the project.
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
