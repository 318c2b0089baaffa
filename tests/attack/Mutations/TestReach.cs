using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Harness.Cache;
using Mono.Cecil;

namespace Gmlm.Attack.Mutations;

/// <summary>A test class.</summary>
/// <param name="Suite">The name of its suite.</param>
/// <param name="Name">Its full name, as the test runner's filter takes it.</param>
/// <param name="Methods">The number of the project's methods that its tests can reach; fewer methods mean a more specific test.</param>
/// <param name="Faults">The numbers of the faults that its tests can reach.</param>
internal sealed record TestClass(string Suite, string Name, int Methods, IReadOnlySet<int> Faults);

/// <summary>
/// Finds the faults that each test can reach, by the same call graph that decides the staleness of results. A fault is reached where the
/// compiled code queries its switch, so lambdas and iterators need no special treatment.
/// </summary>
internal sealed class TestReach : IDisposable
{
    private const string SwitchType = "Gmlm.Mutant";

    private readonly ModuleDefinition[] _modules;
    private readonly DefaultAssemblyResolver _resolver = new();
    private readonly ModuleDefinition _module;
    private readonly string[] _ours;
    private readonly Dictionary<string, int[]> _faults;
    private readonly IndirectCalls _indirect;

    private TestReach(TestSuite suite)
    {
        _resolver.AddSearchDirectory(suite.Folder);
        string[] files = [.. Directory.GetFiles(suite.Folder, "Gmlm.*.dll").Order(StringComparer.Ordinal)];
        var names = files.Select(file => AssemblyNameReference.Parse(Path.GetFileNameWithoutExtension(file)));
        _modules = [.. names.Select(name => _resolver.Resolve(name).MainModule)];
        _ours = [.. _modules.Select(module => module.Assembly.Name.Name)];
        _module = _modules.Single(module => module.Assembly.Name.Name == suite.Assembly);
        _indirect = new IndirectCalls(_modules);
        _faults = _modules.SelectMany(module => module.GetTypes()).SelectMany(type => type.Methods).Where(method => method.HasBody)
            .Select(method => (method.FullName, Faults: FaultsOf(method)))
            .Where(entry => entry.Faults.Length > 0)
            .ToDictionary(entry => entry.FullName, entry => entry.Faults);
    }

    /// <summary>The test classes of a suite.</summary>
    public static IReadOnlyList<TestClass> Of(TestSuite suite)
    {
        using var reach = new TestReach(suite);
        return
        [
            .. reach._module.Types.Where(type => !type.IsAbstract && reach.WithBases(type).Any(HasTests))
                .Select(type => reach.Read(suite.Name, type.FullName, reach.WithBases(type).Concat(Fixtures(type)))),
        ];
    }

    /// <summary>The experiments as test classes of the suite <see cref="SmokeRun.Suite"/>.</summary>
    /// <param name="suite">A suite whose folder holds the product.</param>
    /// <param name="experiments">The product's experiments.</param>
    public static IReadOnlyList<TestClass> OfExperiments(TestSuite suite, IEnumerable<Experiment> experiments)
    {
        using var reach = new TestReach(suite);
        return
        [
            .. experiments.Select(experiment => reach.Read(SmokeRun.Suite, experiment.Id, reach.WithBases(reach.TypeOf(experiment)))),
        ];
    }

    /// <inheritdoc/>
    public void Dispose() => _resolver.Dispose();

    private TypeDefinition TypeOf(Experiment experiment) =>
        _modules.Select(module => module.GetType(experiment.GetType().FullName)).First(type => type is not null);

    private TestClass Read(string suite, string name, IEnumerable<TypeDefinition> parts)
    {
        var reach = new Reach(_ours);
        foreach (var method in parts.SelectMany(part => part.Methods))
        {
            reach.Add(method);
        }

        reach.Close();
        for (var before = 0; before < reach.Methods.Count;)
        {
            before = reach.Methods.Count;
            foreach (var method in _indirect.From(reach.Methods))
            {
                reach.Add(method);
            }

            reach.Close();
        }

        var faults = reach.Methods.SelectMany(method => _faults.GetValueOrDefault(method.FullName, []));
        return new TestClass(suite, name, reach.Methods.Count, faults.ToHashSet());
    }

    private IEnumerable<TypeDefinition> WithBases(TypeDefinition type)
    {
        var current = type;
        while (current is not null && _ours.Contains(current.Module.Assembly.Name.Name))
        {
            yield return current;
            current = current.BaseType?.Resolve();
        }
    }

    // The test runner creates T for IClassFixture<T>.
    private static IEnumerable<TypeDefinition> Fixtures(TypeDefinition type) => type.Interfaces
        .Select(implemented => implemented.InterfaceType)
        .OfType<GenericInstanceType>().Where(implemented => implemented.Name.StartsWith("IClassFixture", StringComparison.Ordinal))
        .Select(implemented => implemented.GenericArguments[0].Resolve());

    private static bool HasTests(TypeDefinition type) =>
        type.Methods.Any(method => method.CustomAttributes.Any(attribute => IsTest(attribute.AttributeType)));

    private static bool IsTest(TypeReference attribute)
    {
        for (var type = attribute.Resolve(); type is not null; type = type.BaseType?.Resolve())
        {
            if (type.FullName is "Xunit.FactAttribute" or "Xunit.TheoryAttribute")
            {
                return true;
            }
        }

        return false;
    }

    private static int[] FaultsOf(MethodDefinition method) =>
    [
        .. method.Body.Instructions
            .Where(instruction => instruction.Operand is MethodReference { Name: "Is", DeclaringType.FullName: SwitchType })
            .Select(instruction => Number(instruction.Previous)),
    ];

    private static int Number(Mono.Cecil.Cil.Instruction load) => load.Operand switch
    {
        int number => number,
        sbyte number => number,
        _ => load.OpCode.Code - Mono.Cecil.Cil.Code.Ldc_I4_0,
    };
}
