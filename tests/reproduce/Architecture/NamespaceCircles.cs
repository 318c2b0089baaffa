using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Gmlm.Reproduce.Tests.Architecture;

/// <summary>Which namespaces of compiled code use which, and where a chain of uses comes back to its beginning.</summary>
internal static class NamespaceCircles
{
    /// <summary>
    /// The circles among the namespaces of these types, each as "A → B → A" with a use for every arrow; empty where there is an order.
    /// </summary>
    public static IReadOnlyList<string> Of(IEnumerable<TypeDefinition> types)
    {
        TypeDefinition[] all = [.. types.SelectMany(WithNested)];
        var spaces = all.Select(SpaceOf).ToHashSet(StringComparer.Ordinal);
        var uses = new SortedDictionary<string, SortedDictionary<string, string>>(StringComparer.Ordinal);
        foreach (var type in all)
        {
            var from = SpaceOf(type);
            foreach (var used in Used(type).SelectMany(Parts))
            {
                var to = SpaceOf(used);
                if (to != from && spaces.Contains(to) && used.Scope == type.Module)
                {
                    uses.TryAdd(from, new SortedDictionary<string, string>(StringComparer.Ordinal));
                    uses[from].TryAdd(to, $"{type.Name} uses {used.Name}");
                }
            }
        }

        return [.. spaces.Order(StringComparer.Ordinal).Select(space => Circle(space, uses)).OfType<string>()];
    }

    // The shortest way from a namespace back to it, breadth first.
    private static string? Circle(string space, SortedDictionary<string, SortedDictionary<string, string>> uses)
    {
        var before = new Dictionary<string, string>(StringComparer.Ordinal);
        var next = new Queue<string>([space]);
        while (next.TryDequeue(out var from))
        {
            foreach (var to in uses.TryGetValue(from, out var some) ? some.Keys : Enumerable.Empty<string>())
            {
                if (to == space)
                {
                    List<string> way = [from];
                    while (way[^1] != space)
                    {
                        way.Add(before[way[^1]]);
                    }

                    way.Reverse();
                    way.Add(space);
                    return string.Join("; ", way.Zip(way.Skip(1), (a, b) => $"{a} → {b} ({uses[a][b]})"));
                }

                if (before.TryAdd(to, from))
                {
                    next.Enqueue(to);
                }
            }
        }

        return null;
    }

    private static IEnumerable<TypeReference> Used(TypeDefinition type)
    {
        var members = type.Fields.Select(field => field.FieldType)
            .Concat(type.Interfaces.Select(implemented => implemented.InterfaceType))
            .Concat(type.GenericParameters.SelectMany(parameter => parameter.Constraints).Select(constraint => constraint.ConstraintType))
            .Concat(type.CustomAttributes.Select(attribute => attribute.AttributeType));
        return (type.BaseType is null ? members : members.Append(type.BaseType)).Concat(type.Methods.SelectMany(Used));
    }

    private static IEnumerable<TypeReference> Used(MethodDefinition method)
    {
        var constraints = method.GenericParameters.SelectMany(parameter => parameter.Constraints);
        var signature = method.Parameters.Select(parameter => parameter.ParameterType).Append(method.ReturnType)
            .Concat(constraints.Select(constraint => constraint.ConstraintType));
        return !method.HasBody
            ? signature
            : signature.Concat(method.Body.Variables.Select(variable => variable.VariableType)).Concat(method.Body.Instructions.SelectMany(Used));
    }

    private static IEnumerable<TypeReference> Used(Instruction instruction) => instruction.Operand switch
    {
        TypeReference type => [type],
        FieldReference field => [field.DeclaringType, field.FieldType],
        GenericInstanceMethod method => [method.DeclaringType, method.ReturnType, .. method.GenericArguments],
        MethodReference method =>
            [method.DeclaringType, method.ReturnType, .. method.Parameters.Select(parameter => parameter.ParameterType)],
        _ => [],
    };

    // A list of arrays of T is a use of T.
    private static IEnumerable<TypeReference> Parts(TypeReference type) => type switch
    {
        GenericInstanceType generic => [generic.ElementType, .. generic.GenericArguments.SelectMany(Parts)],
        TypeSpecification around => Parts(around.ElementType),
        GenericParameter => [],
        _ => [type],
    };

    private static string SpaceOf(TypeReference type) => type.DeclaringType is { } outer ? SpaceOf(outer) : type.Namespace;

    private static IEnumerable<TypeDefinition> WithNested(TypeDefinition type) => type.NestedTypes.SelectMany(WithNested).Prepend(type);
}
