using Gmlm.Attack.Mutations;
using Gmlm.Reproduce.Commands.Streams;
using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Harness.Cache;
using Mono.Cecil;
using Xunit;

namespace Gmlm.Reproduce.Tests.Attacks;

public sealed class IndirectCallsTests : IDisposable
{
    private readonly DefaultAssemblyResolver _resolver = new();
    private readonly ModuleDefinition[] _modules;

    public IndirectCallsTests()
    {
        _resolver.AddSearchDirectory(AppContext.BaseDirectory);
        string[] names = ["Gmlm.Theory", "Gmlm.Padir", "Gmlm.Reproduce", "Gmlm.Attack", "Gmlm.Reproduce.Tests"];
        _modules = [.. names.Select(name => _resolver.Resolve(AssemblyNameReference.Parse(name)).MainModule)];
    }

    [Fact]
    public void A_test_that_starts_the_program_reaches_its_entry_point()
    {
        var found = new IndirectCalls(_modules).From([.. Methods(typeof(Cli).FullName!)]);

        Assert.Equal(["Gmlm.Reproduce"], found.Select(method => method.Module.Assembly.Name.Name));
    }

    [Fact]
    public void The_registry_reaches_every_experiment()
    {
        var found = new IndirectCalls(_modules).From([.. Methods(typeof(Registry).FullName!)])
            .Select(method => method.DeclaringType.FullName);

        Assert.Empty(Registered().Except(found));
    }

    [Fact]
    public void Other_code_reaches_nothing_indirectly() =>
        Assert.Empty(new IndirectCalls(_modules).From([.. Methods(typeof(Run).FullName!), .. Methods(typeof(Terminal).FullName!)]));

    public void Dispose() => _resolver.Dispose();

    private IEnumerable<MethodDefinition> Methods(string type) =>
        _modules.Select(module => module.GetType(type)).First(found => found is not null).Methods;

    private static IEnumerable<string> Registered() => typeof(Registry).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(Experiment)) && !type.IsAbstract && type.GetConstructor(Type.EmptyTypes) is not null)
        .Select(type => type.FullName!);
}
