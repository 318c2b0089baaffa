using Mono.Cecil;

namespace Gmlm.Reproduce.Harness.Cache;

/// <summary>
/// The set of methods in the project's assemblies that given methods may call, directly or indirectly, by rapid type analysis.
/// </summary>
internal sealed class Reach(IReadOnlyCollection<string> ours)
{
    private readonly HashSet<MethodDefinition> _methods = [];
    private readonly HashSet<TypeDefinition> _touched = [];
    private readonly HashSet<TypeDefinition> _constructed = [];
    private readonly Queue<MethodDefinition> _open = new();

    /// <summary>The methods reached so far.</summary>
    public IReadOnlyCollection<MethodDefinition> Methods => _methods;

    /// <summary>The packages, other than the framework, that the reached code refers to, with their versions.</summary>
    public SortedDictionary<string, string> Packages { get; } = new(StringComparer.Ordinal);

    /// <summary>Adds a method of the project's assemblies.</summary>
    public void Add(MethodDefinition method)
    {
        if (_methods.Add(method))
        {
            _open.Enqueue(method);
        }
    }

    /// <summary>Follows all calls until no new method is found.</summary>
    public void Close()
    {
        while (_open.TryDequeue(out var method))
        {
            Touch(method.DeclaringType);
            if (!method.HasBody)
            {
                continue;
            }

            foreach (var local in method.Body.Variables)
            {
                Note(local.VariableType, constructs: local.VariableType.IsValueType);
            }

            foreach (var operand in method.Body.Instructions.Select(instruction => instruction.Operand))
            {
                switch (operand)
                {
                    case MethodReference called:
                        Call(called);
                        break;
                    case FieldReference field:
                        Note(field.DeclaringType, constructs: false);
                        break;
                    case TypeReference type:
                        Note(type, constructs: true);
                        break;
                }
            }
        }
    }

    private void Call(MethodReference called)
    {
        var constructs = called.Name == ".ctor";
        Note(called.DeclaringType, constructs);
        if (called is GenericInstanceMethod generic)
        {
            foreach (var argument in generic.GenericArguments)
            {
                Note(argument, constructs: true);
            }
        }

        if (IsOurs(called.DeclaringType) && called.Resolve() is { } method)
        {
            Add(method);
        }
    }

    private void Note(TypeReference? type, bool constructs)
    {
        switch (type)
        {
            case null or GenericParameter:
                return;
            case GenericInstanceType generic:
                foreach (var argument in generic.GenericArguments)
                {
                    Note(argument, constructs);
                }

                Note(generic.ElementType, constructs);
                return;
            case TypeSpecification wrapped:
                Note(wrapped.ElementType, constructs);
                return;
        }

        if (!IsOurs(type))
        {
            NotePackage(type);
            return;
        }

        if (type.Resolve() is { } definition)
        {
            Touch(definition);
            if (constructs)
            {
                Construct(definition);
            }
        }
    }

    private void Touch(TypeDefinition type)
    {
        if (_touched.Add(type) && type.Methods.FirstOrDefault(method => method.IsConstructor && method.IsStatic) is { } initializer)
        {
            Add(initializer);
        }
    }

    private void Construct(TypeDefinition type)
    {
        for (var current = type; current is not null && _constructed.Add(current); current = Base(current))
        {
            foreach (var method in current.Methods.Where(method => method.IsVirtual))
            {
                Add(method);
            }
        }
    }

    private TypeDefinition? Base(TypeDefinition type) => type.BaseType is { } parent && IsOurs(parent) ? parent.Resolve() : null;

    private bool IsOurs(TypeReference type) => ours.Contains(Assembly(type).Name);

    private void NotePackage(TypeReference type)
    {
        var (name, version) = Assembly(type);
        var framework = name is "mscorlib" or "netstandard"
            || (name.StartsWith("System.", StringComparison.Ordinal) && name != "System.Numerics.Tensors")
            || name.StartsWith("Microsoft.", StringComparison.Ordinal);
        if (!framework)
        {
            Packages[name] = version;
        }
    }

    private static (string Name, string Version) Assembly(TypeReference type) => type.GetElementType().Scope switch
    {
        AssemblyNameReference reference => (reference.Name, reference.Version.ToString()),
        ModuleDefinition module => (module.Assembly.Name.Name, module.Assembly.Name.Version.ToString()),
        var scope => (scope?.Name ?? "", ""),
    };
}
