using Mono.Cecil;
using Xunit;

namespace Gmlm.Reproduce.Tests.Architecture
{
    /// <summary>Namespaces have an order: no namespace refers to one that refers back to it, over however many others.</summary>
    public sealed class NamespaceOrderTests
    {
        [Theory]
        [InlineData("Gmlm.Theory")]
        [InlineData("Gmlm.Reproduce")]
        public void Namespaces_refer_to_each_other_in_no_circle(string assembly)
        {
            using var module = ModuleDefinition.ReadModule(Path.Combine(AppContext.BaseDirectory, assembly + ".dll"));
            Assert.Empty(new NamespaceOrder([.. module.Types.Where(type => type.Namespace.StartsWith(assembly, StringComparison.Ordinal))]).Circles());
        }

        [Fact]
        public void The_rule_finds_a_circle_of_three_and_leaves_what_only_leads_into_it()
        {
            using var module = ModuleDefinition.ReadModule(typeof(NamespaceOrderTests).Assembly.Location);
            var planted = typeof(Planted.Circle.First).Namespace![..^".Circle".Length];
            TypeDefinition[] types = [.. module.Types.Where(type => type.Namespace.StartsWith(planted, StringComparison.Ordinal))];
            Assert.Equal(
                [
                    $"{planted}.Circle → {planted}.Middle: First uses Second",
                    $"{planted}.Far → {planted}.Circle: Third uses First",
                    $"{planted}.Middle → {planted}.Far: Second uses Third",
                ],
                new NamespaceOrder(types).Circles());
        }
    }
}

namespace Gmlm.Reproduce.Tests.Architecture.Planted
{
    internal sealed class Outside
    {
        public Circle.First? Uses { get; set; }
    }
}

namespace Gmlm.Reproduce.Tests.Architecture.Planted.Circle
{
    internal class First
    {
        public static string Uses() => typeof(Middle.Second).Name;
    }
}

namespace Gmlm.Reproduce.Tests.Architecture.Planted.Middle
{
    internal sealed class Second
    {
        public static List<Far.Third[]> Uses() => [];
    }
}

namespace Gmlm.Reproduce.Tests.Architecture.Planted.Far
{
    internal sealed class Third : Circle.First;
}
