using Mono.Cecil;
using Xunit;

namespace Gmlm.Reproduce.Tests.Architecture
{
    /// <summary>Namespaces have an order: no namespace refers to one that refers back to it, directly or over others.</summary>
    public class NamespaceTests
    {
        [Theory]
        [InlineData("Gmlm.Theory")]
        [InlineData("Gmlm.Padir")]
        [InlineData("Gmlm.Reproduce")]
        public void Have_no_circle(string assembly)
        {
            using var module = Module(assembly);
            Assert.InRange(module.Types.Select(type => type.Namespace).Distinct().Count(), 5, 100);
            Assert.Empty(NamespaceCircles.Of(Ours(module)));
        }

        [Fact]
        public void The_rule_finds_a_circle()
        {
            using var module = Module(typeof(NamespaceTests).Assembly.GetName().Name!);
            var planted = Ours(module).Where(type => type.Namespace.Contains(".Planted.", StringComparison.Ordinal)).ToArray();
            var found = NamespaceCircles.Of(planted);
            Assert.Equal(3, found.Count);
            var space = typeof(Planted.One.First).Namespace!;
            Assert.StartsWith($"{space} → {space.Replace("One", "Two", StringComparison.Ordinal)} (First uses Second", found[0], StringComparison.Ordinal);
            Assert.Empty(NamespaceCircles.Of(planted.Where(type => type.Name != nameof(Planted.Three.Third))));
        }

        private static IEnumerable<TypeDefinition> Ours(ModuleDefinition module) =>
            module.Types.Where(type => type.Namespace.StartsWith("Gmlm.", StringComparison.Ordinal));

        private static ModuleDefinition Module(string assembly) =>
            ModuleDefinition.ReadModule(Path.Combine(AppContext.BaseDirectory, assembly + ".dll"));
    }
}

// A circle of three, for the control: by a field, by a call in a lambda, by a type argument of a local.
#pragma warning disable SA1403, CA1822, CA1852
namespace Gmlm.Reproduce.Tests.Architecture.Planted.One
{
    internal sealed class First
    {
        public Two.Second[] Seconds { get; } = [];
    }
}

namespace Gmlm.Reproduce.Tests.Architecture.Planted.Two
{
    internal sealed class Second
    {
        public Func<int> Later() => () => Three.Third.Count();
    }
}

namespace Gmlm.Reproduce.Tests.Architecture.Planted.Three
{
    internal static class Third
    {
        public static int Count()
        {
            var list = new List<One.First>();
            return list.Count;
        }
    }
}
