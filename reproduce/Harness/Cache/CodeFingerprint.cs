using System.Security.Cryptography;
using System.Text;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Gmlm.Reproduce.Harness.Cache;

/// <summary>
/// Hashes the compiled code that an experiment can reach, one hash per type. The code is read from the assemblies' instructions: a comment,
/// a blank line or another order of files changes no hash, and a formula changes the hashes of exactly the experiments that can call it.
/// The reachable code is found by rapid type analysis: calls are followed, and the virtual members of a constructed type are included,
/// since a virtual call may be dispatched to them. Only the project's assemblies are read; other packages enter with their versions.
/// </summary>
public sealed class CodeFingerprint : IDisposable
{
    private readonly string[] _ours;
    private readonly DefaultAssemblyResolver _resolver = new();
    private readonly List<AssemblyDefinition> _assemblies = [];
    private readonly Dictionary<MethodDefinition, string> _bodies = [];
    private readonly AnonymousTypes _anonymous = new();

    /// <summary>Reads the assemblies at the given paths.</summary>
    public CodeFingerprint(IEnumerable<string> assemblies)
    {
        foreach (var path in assemblies)
        {
            _resolver.AddSearchDirectory(Path.GetDirectoryName(path));
            _assemblies.Add(AssemblyDefinition.ReadAssembly(path, new ReaderParameters { AssemblyResolver = _resolver, InMemory = true }));
        }

        _ours = [.. _assemblies.Select(assembly => assembly.Name.Name)];
    }

    /// <summary>The fingerprint of this program: of every Gmlm assembly in its folder.</summary>
    public static CodeFingerprint OfThisProgram() => new(Ours());

    /// <summary>The paths of this program's assemblies.</summary>
    public static IReadOnlyList<string> Ours() =>
        [
            .. Directory.GetFiles(AppContext.BaseDirectory, "Gmlm.*.dll")
                .Where(path => !path.Contains(".Tests"))
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>
    /// Type name (or <c>package NAME</c>) → hash of the part of it that the methods in <paramref name="roots"/> can reach, sorted by name.
    /// </summary>
    public SortedDictionary<string, string> Of(params IEnumerable<(string Type, string Method)> roots)
    {
        var reach = new Reach(_ours);
        foreach (var (typeName, methodName) in roots)
        {
            var type = _assemblies.Select(assembly => assembly.MainModule.GetType(typeName.Replace('+', '/')))
                .FirstOrDefault(found => found is not null)
                ?? throw new ArgumentException($"no type {typeName} in {string.Join(", ", _ours)}", nameof(roots));
            for (
                var declaring = type; declaring is not null
                    && _ours.Contains(declaring.Module.Assembly.Name.Name); declaring = declaring.BaseType?.Resolve())
            {
                foreach (var method in declaring.Methods.Where(method => method.Name == methodName || method.IsConstructor))
                {
                    reach.Add(method);
                }
            }
        }

        reach.Close();
        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var group in reach.Methods.GroupBy(method => _anonymous.Named(method.Module, Outermost(method.DeclaringType).FullName)))
        {
            hashes[group.Key] = Hash(string.Join('\n', group.Select(Body).Order(StringComparer.Ordinal)));
        }

        foreach (var package in reach.Packages)
        {
            hashes[$"package {package.Key}"] = package.Value;
        }

        return hashes;
    }

    public void Dispose()
    {
        _assemblies.ForEach(assembly => assembly.Dispose());
        _resolver.Dispose();
    }

    private static TypeDefinition Outermost(TypeDefinition type) => type.DeclaringType is null ? type : Outermost(type.DeclaringType);

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];

    private string Body(MethodDefinition method)
    {
        if (_bodies.TryGetValue(method, out var known))
        {
            return known;
        }

        var text = new StringBuilder(method.FullName).Append('\n');
        if (method.HasBody)
        {
            foreach (var local in method.Body.Variables)
            {
                text.Append(local.VariableType.FullName).Append(';');
            }

            foreach (var instruction in method.Body.Instructions)
            {
                text.Append('\n').Append(instruction.OpCode.Name).Append(' ').Append(Operand(instruction.Operand));
            }

            foreach (var handler in method.Body.ExceptionHandlers)
            {
                text.Append('\n')
                    .Append(handler.HandlerType)
                    .Append(handler.CatchType?.FullName)
                    .Append(handler.TryStart.Offset)
                    .Append(handler.HandlerStart.Offset);
            }
        }

        return _bodies[method] = Hash(_anonymous.Named(method.Module, text.ToString()));
    }

    private static string Operand(object? operand) => operand switch
    {
        null => "",
        Instruction target => target.Offset.ToString(CultureInfo.InvariantCulture),
        Instruction[] targets => string.Join(',', targets.Select(target => target.Offset)),
        // A table of constants enters with its content, not only its name.
        FieldDefinition { InitialValue: { Length: > 0 } data } field =>
            $"{field.FieldType.FullName}={Convert.ToHexString(SHA256.HashData(data))}",
        MemberReference member => member.FullName,
        VariableDefinition variable => variable.Index.ToString(CultureInfo.InvariantCulture),
        ParameterDefinition parameter => parameter.Index.ToString(CultureInfo.InvariantCulture),
        double number => BitConverter.DoubleToInt64Bits(number).ToString("x", CultureInfo.InvariantCulture),
        float number => BitConverter.SingleToInt32Bits(number).ToString("x", CultureInfo.InvariantCulture),
        IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
        _ => operand.ToString() ?? "",
    };
}
