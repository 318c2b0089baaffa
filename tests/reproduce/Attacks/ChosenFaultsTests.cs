using Gmlm.Attack;
using Gmlm.Attack.Mutations;
using Gmlm.Reproduce.Harness;
using Xunit;

namespace Gmlm.Reproduce.Tests.Attacks;

/// <summary>Which faults <c>--fault</c> and <c>--sample</c> choose.</summary>
public class ChosenFaultsTests
{
    private static readonly IReadOnlyDictionary<int, Mutation> Faults = SampleProgram
        .Possible("public static class Sample { public static int F(int n) => n + 1; public static int G(int n) => n * 3; }")
        .Index().ToDictionary(entry => entry.Index + 1, entry => entry.Item);

    [Fact]
    public void Without_a_text_all_faults_are_chosen() => Assert.Equal(Faults.Keys, Chosen(null));

    [Fact]
    public void A_text_chooses_the_faults_whose_line_holds_it()
    {
        Assert.Equal([Number("Sample.F: n + 1")], Chosen(null, "arithmetic: theory/Sample.cs:1 Sample.F"));
        Assert.Equal(Faults.Keys.Where(number => Faults[number].Member == "Sample.G"), Chosen(null, "Sample.G"));
        Assert.Equal([Number("Sample.F: n + 1"), Number("Sample.G: n * 3")], Chosen(null, "n * 3", "n + 1"));
    }

    [Fact]
    public void A_sample_is_part_of_a_larger_one()
    {
        var one = Assert.Single(Chosen(1));
        Assert.Contains(one, Chosen(2));
        Assert.Single(Chosen(1, "Sample.G"), number => Faults[number].Member == "Sample.G");
    }

    [Fact]
    public void A_text_that_no_fault_holds_is_wrong_usage()
    {
        var error = Assert.Throws<UserError>(() => Chosen(null, "Sample.F", "Sample.H"));

        Assert.Equal(ExitCode.Usage, error.ExitCode);
        Assert.Equal("no fault holds “Sample.H”; --list shows all faults", error.Message);
    }

    private static IEnumerable<int> Chosen(int? sample, params string[] texts) => MutationAttack
        .Chosen(Faults, new AttackContext("/", Quick: false, sample, _ => { }, texts)).Select(entry => entry.Key);

    private static int Number(string change) => Faults.Single(entry => entry.Value.Words.Contains(change, StringComparison.Ordinal)).Key;
}
