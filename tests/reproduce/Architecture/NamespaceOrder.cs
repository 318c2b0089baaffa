using Mono.Cecil;

namespace Gmlm.Reproduce.Tests.Architecture;

/// <summary>
/// The arrows between namespaces of compiled code, from the namespace of a type to those of the types that it refers to: bases, interfaces,
/// attributes, fields, signatures and instructions. A namespace and one inside it count as two. Nested types count to the outermost.
/// </summary>
internal sealed class NamespaceOrder
{
    private readonly SortedDictionary<string, SortedDictionary<string, string>> _arrows = new(StringComparer.Ordinal);

    public NamespaceOrder(IReadOnlyCollection<TypeDefinition> types)
    {
        var known = types.Select(type => type.FullName).ToHashSet();
        foreach (var type in types)
        {
            foreach (var used in References(type).Select(Outermost).Where(used => known.Contains(used.FullName) && used.Namespace != type.Namespace))
            {
                if (!_arrows.TryGetValue(type.Namespace, out var arrows))
                {
                    _arrows[type.Namespace] = arrows = new(StringComparer.Ordinal);
                }

                arrows.TryAdd(used.Namespace, $"{type.Name} uses {used.Name}");
            }
        }
    }

    /// <summary>
    /// Each arrow that lies on a circle, with the types of one of its uses; empty exactly where the namespaces can be put in an order such that
    /// each refers to earlier ones alone.
    /// </summary>
    public IEnumerable<string> Circles() =>
        from arrows in _arrows
        from arrow in arrows.Value
        where Reaches(arrow.Key, arrows.Key, [])
        select $"{arrows.Key} → {arrow.Key}: {arrow.Value}";

    private bool Reaches(string from, string to, HashSet<string> seen) => from == to
        || (seen.Add(from) && _arrows.TryGetValue(from, out var arrows) && arrows.Keys.Any(next => Reaches(next, to, seen)));

    private static IEnumerable<TypeReference> References(TypeDefinition type) =>
    [
        .. Parts(type.BaseType),
        .. type.Interfaces.SelectMany(entry => Parts(entry.InterfaceType)),
        .. type.CustomAttributes.SelectMany(attribute => Parts(attribute.AttributeType)),
        .. type.Fields.SelectMany(field => Parts(field.FieldType)),
        .. type.Methods.SelectMany(References),
        .. type.NestedTypes.SelectMany(References),
    ];

    private static IEnumerable<TypeReference> References(MethodDefinition method)
    {
        TypeReference[] signature = [method.ReturnType, .. method.Parameters.Select(parameter => parameter.ParameterType)];
        var locals = method.HasBody ? method.Body.Variables.Select(local => local.VariableType) : [];
        var operands = method.HasBody ? method.Body.Instructions.SelectMany(instruction => Operand(instruction.Operand)) : [];
        return [.. signature.Concat(locals).Concat(operands).SelectMany(Parts)];
    }

    private static IEnumerable<TypeReference?> Operand(object? operand) => operand switch
    {
        GenericInstanceMethod method => [method.DeclaringType, .. method.GenericArguments],
        TypeReference type => [type],
        MemberReference member => [member.DeclaringType],
        _ => [],
    };

    // A list of a type refers to the list and to the type.
    private static IEnumerable<TypeReference> Parts(TypeReference? type) => type switch
    {
        null or GenericParameter => [],
        GenericInstanceType generic => [.. Parts(generic.ElementType), .. generic.GenericArguments.SelectMany(Parts)],
        TypeSpecification wrapped => Parts(wrapped.ElementType),
        _ => [type],
    };

    private static TypeReference Outermost(TypeReference type) => type.DeclaringType is null ? type : Outermost(type.DeclaringType);
}
