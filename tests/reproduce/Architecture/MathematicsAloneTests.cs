using System.Text.RegularExpressions;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Xunit;

namespace Gmlm.Reproduce.Tests.Architecture;

/// <summary>
/// The two libraries know nothing of claims and of the report: no type of theirs is a claim, a verdict or a report, none has a wording or a
/// place in a report, and no text of theirs is Typst mathematics.
/// </summary>
public sealed partial class MathematicsAloneTests
{
    [Theory]
    [InlineData("Gmlm.Theory")]
    [InlineData("Gmlm.Padir")]
    public void The_libraries_know_nothing_of_a_report(string assembly)
    {
        using var module = ModuleDefinition.ReadModule(Path.Combine(AppContext.BaseDirectory, assembly + ".dll"));
        Assert.Empty(OfAReport(module.Types));
    }

    [Fact]
    public void The_rule_finds_every_violation()
    {
        using var module = ModuleDefinition.ReadModule(typeof(MathematicsAloneTests).Assembly.Location);
        var bad = module.GetType(typeof(MathematicsAloneTests).FullName).NestedTypes.Single(type => type.Name == nameof(Violations));
        Assert.Equal(
            ["Formula says $H = G$", "GapVerdict", "Joined says $\"gap\"_k = k \\/ N$", "Order: a place in a report", "TypstText", "Wording: a place in a report"],
            OfAReport([bad]).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> OfAReport(IEnumerable<TypeDefinition> types)
    {
        foreach (var type in types.SelectMany(WithNested))
        {
            if (ReportWord().IsMatch(type.Name))
            {
                yield return type.Name;
            }

            foreach (var property in type.Properties.Where(property => property.PropertyType.FullName == "System.String" && PlaceWord().IsMatch(property.Name)))
            {
                yield return $"{property.Name}: a place in a report";
            }

            foreach (var method in type.Methods.Where(method => method.HasBody))
            {
                var texts = method.Body.Instructions.Where(instruction => instruction.OpCode == OpCodes.Ldstr);
                foreach (var formula in texts.SelectMany(text => Formula().Matches((string)text.Operand)))
                {
                    yield return $"{method.Name} says {formula.Value}";
                }
            }
        }
    }

    private static IEnumerable<TypeDefinition> WithNested(TypeDefinition type) => type.NestedTypes.SelectMany(WithNested).Prepend(type);

    // A word of a name begins with a capital letter.
    [GeneratedRegex("(Typst|Report|Verdict|Claim|Statement|Snapshot)s?(?![a-z])")]
    private static partial Regex ReportWord();

    [GeneratedRegex("^(Order|Section|Chapter|Wording|Caption|ControlMethod)$")]
    private static partial Regex PlaceWord();

    // Typst sets what stands between two dollar signs as mathematics; without a letter it is a replacement of a regular expression.
    [GeneratedRegex(@"\$[^$\n]*\p{L}[^$\n]*\$")]
    private static partial Regex Formula();

    private static class Violations
    {
        public static string Order => "A01";

        public static string Wording => "none";

        public static string Formula() => "If so, then $H = G$.";

        public static string Joined(int size) => $"for {size} the $\"gap\"_k = k \\/ N$ holds";

        public static string Allowed(double price) => $"{price} $";

        internal sealed class TypstText;

        internal enum GapVerdict
        {
            Open,
        }

        internal sealed class Reporter;
    }
}
