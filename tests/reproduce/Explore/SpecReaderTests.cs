using Gmlm.Reproduce.Explore;
using Gmlm.Reproduce.Harness;
using Gmlm.Theory.Distributions;
using Xunit;

namespace Gmlm.Reproduce.Tests.Explore;

public sealed class SpecReaderTests
{
    [Theory]
    [InlineData("not json", "spec: not JSON")]
    [InlineData("", "spec: not JSON")]
    [InlineData("[]", "spec: an object")]
    [InlineData("{}", "spec: exactly one of ising, clique, potts, table, conditionals is expected, found 0")]
    [InlineData("""{"ising": {}, "clique": {}}""", "found 2")]
    [InlineData("""{"isng": {}}""", "spec: unknown key 'isng'; known are ising, clique, potts, table")]
    [InlineData("""{"ising": {"fields": [0], "couplings": []}, "ising": {}}""", "spec: not JSON")]
    [InlineData("""{"ising": [1]}""", "spec.ising: an object with fields, couplings is expected, found an array")]
    [InlineData("""{"ising": {"fields": [0, 1]}}""", "spec.ising: 'couplings' is missing")]
    [InlineData("""{"ising": {"fields": [0, 1], "couplings": [], "field": 3}}""", "spec.ising: unknown key 'field'; known are fields, couplings")]
    [InlineData("""{"ising": {"fields": [], "couplings": []}}""", "spec.ising.fields: at least one position is needed")]
    [InlineData("""{"ising": {"fields": 3, "couplings": []}}""", "spec.ising.fields: an array is expected, found 3")]
    [InlineData("""{"ising": {"fields": [0, "a"], "couplings": []}}""", "spec.ising.fields[1]: a number is expected, found \"a\"")]
    [InlineData("""{"ising": {"fields": [0, 1e999], "couplings": []}}""", "spec.ising.fields[1]: 1e999 is not a finite number")]
    [InlineData("""{"ising": {"fields": [0, 1e7], "couplings": []}}""", "spec.ising.fields[1]: 1e7 is larger than 1000000")]
    [InlineData("""{"ising": {"fields": [0, null], "couplings": []}}""", "spec.ising.fields[1]: a number is expected, found null")]
    [InlineData("""{"ising": {"fields": [0, NaN], "couplings": []}}""", "spec.ising.fields[1]: a number is expected, found \"NaN\"")]
    [InlineData("""{"ising": {"fields": [0, 1], "couplings": [[0, 1,-Infinity]]}}""", "spec.ising.couplings[0][2]: a number is expected, found \"-Infinity\"")]
    [InlineData("""{"clique": {"n": 3, "clique": 2, "coupling": Infinity, "field": 5.0}}""", "spec.clique.coupling: a number is expected, found \"Infinity\"")]
    [InlineData("""{"ising": {"fields": [0,0,0,0,0,0,0,0,0,0,0,0,0,0,0], "couplings": []}}""", "spec.ising.fields: 2^15 states are more than the 16384 that are enumerated")]
    [InlineData("""{"ising": {"fields": [0, 1], "couplings": [[0, 1, 1], [1, 0, 2]]}}""", "spec.ising.couplings[1]: the pair 1, 0 is given twice; every unordered pair stands once")]
    [InlineData("""{"ising": {"fields": [0, 1], "couplings": [[0, 1, 1], [0, 1, 1]]}}""", "spec.ising.couplings[1]: the pair 0, 1 is given twice")]
    [InlineData("""{"ising": {"fields": [0, 1], "couplings": [[1, 1, 1]]}}""", "spec.ising.couplings[0]: position 1 is coupled with itself")]
    [InlineData("""{"ising": {"fields": [0, 1], "couplings": [[0, 2, 1]]}}""", "spec.ising.couplings[0][1]: a whole number from 0 to 1 is expected, found 2")]
    [InlineData("""{"ising": {"fields": [0, 1], "couplings": [[-1, 1, 1]]}}""", "spec.ising.couplings[0][0]: a whole number from 0 to 1 is expected, found -1")]
    [InlineData("""{"ising": {"fields": [0, 1], "couplings": [[0, 0.5, 1]]}}""", "spec.ising.couplings[0][1]: a whole number")]
    [InlineData("""{"ising": {"fields": [0, 1], "couplings": [[0, 1]]}}""", "spec.ising.couplings[0]: 3 entries are expected, found 2")]
    [InlineData("""{"ising": {"fields": [0, 1], "couplings": [[0, 1, 1e400]]}}""", "spec.ising.couplings[0][2]: 1e400 is not a finite number")]
    [InlineData("""{"clique": {"n": 10, "clique": 4, "coupling": 3.0}}""", "spec.clique: 'field' is missing")]
    [InlineData("""{"clique": {"n": 201, "clique": 4, "coupling": 3.0, "field": 5.0}}""", "spec.clique.n: a whole number from 1 to 200 is expected, found 201")]
    [InlineData("""{"clique": {"n": 3, "clique": 4, "coupling": 3.0, "field": 5.0}}""", "spec.clique.clique: a whole number from 1 to 3 is expected, found 4")]
    [InlineData("""{"clique": {"n": 3, "clique": 0, "coupling": 3.0, "field": 5.0}}""", "spec.clique.clique: a whole number from 1 to 3")]
    [InlineData("""{"clique": {"n": 3, "clique": 2, "coupling": "strong", "field": 5.0}}""", "spec.clique.coupling: a number is expected")]
    [InlineData("""{"potts": {"q": 1, "n": 4, "couplings": []}}""", "spec.potts.q: a whole number from 2 to")]
    [InlineData("""{"potts": {"q": 3, "n": 9, "couplings": []}}""", "spec.potts.n: 3^9 states are more than")]
    [InlineData("""{"potts": {"q": 3, "n": 2, "couplings": [], "fields": [[0, 0, 0]]}}""", "spec.potts.fields: 2 entries are expected, found 1")]
    [InlineData("""{"potts": {"q": 3, "n": 2, "couplings": [], "fields": [[0, 0, 0], [0, 0]]}}""", "spec.potts.fields[1]: 3 entries are expected, found 2")]
    [InlineData("""{"potts": {"q": 3, "n": 2, "couplings": [[0, 1, 1], [1, 0, 1]]}}""", "spec.potts.couplings[1]: the pair 1, 0 is given twice")]
    [InlineData("""{"table": {"alphabet": 1, "n": 3, "weights": []}}""", "spec.table.alphabet: a whole number from 2 to")]
    [InlineData("""{"table": {"alphabet": 2, "n": 0, "weights": []}}""", "spec.table.n: a whole number from 1 to")]
    [InlineData("""{"table": {"alphabet": 2, "n": 15, "weights": []}}""", "spec.table.n: 2^15 states are more than")]
    [InlineData("""{"table": {"alphabet": 2, "n": 2, "weights": [1, 2, 3]}}""", "spec.table.weights: 4 entries are expected, found 3")]
    [InlineData("""{"table": {"alphabet": 2, "n": 2, "weights": [1, 2, -3, 1]}}""", "spec.table.weights[2]: weights are not negative, found -3")]
    [InlineData("""{"table": {"alphabet": 2, "n": 2, "weights": [0, 0, 0, 0]}}""", "spec.table.weights: some weight must be positive")]
    [InlineData("""{"conditionals": {"alphabet": 2, "n": 1}}""", "spec.conditionals: 'tables' is missing")]
    [InlineData("""{"conditionals": {"alphabet": 2, "n": 15, "tables": []}}""", "spec.conditionals.n: 2^15 states are more than")]
    [InlineData("""{"conditionals": {"alphabet": 2, "n": 2, "tables": [[0.5, 0.5, 0.5, 0.5]]}}""", "spec.conditionals.tables: 2 entries are expected, found 1")]
    [InlineData("""{"conditionals": {"alphabet": 2, "n": 1, "tables": [[0.5]]}}""", "spec.conditionals.tables[0]: 2 entries are expected, found 1")]
    [InlineData("""{"conditionals": {"alphabet": 2, "n": 1, "tables": [[0.5, 0.4]]}}""", "spec.conditionals.tables[0][0]: the 2 probabilities from here on sum to 0.9, not to 1")]
    [InlineData("""{"conditionals": {"alphabet": 2, "n": 1, "tables": [[1.5, -0.5]]}}""", "spec.conditionals.tables[0][0]: a probability is expected, found 1.5")]
    [InlineData("""{"conditionals": {"alphabet": 2, "n": 1, "tables": [[[0.5, 0.5, 0]]]}}""", "spec.conditionals.tables[0][0]: 2 entries are expected, found 3")]
    [InlineData("""{"conditionals": {"alphabet": 2, "n": 2, "tables": [[[0.5, 0.5], 0.5, 0.5], [0.5, 0.5, 0.5, 0.5]]}}""", "spec.conditionals.tables[0]: 4 entries are expected, found 3")]
    public void EveryBadSpecificationNamesItsField(string text, string says)
    {
        var error = Assert.Throws<UserError>(() => SpecReader.Read(text, "spec"));
        Assert.Equal(ExitCode.Usage, error.ExitCode);
        Assert.Contains(says, error.Message);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void ATableIsReadInLexicographicOrder()
    {
        var table = Assert.IsType<TableModel>(SpecReader.Read("""{"table": {"alphabet": 2, "n": 2, "weights": [1, 2, 3, 4]}}""", "spec")).Table;

        // The order is (−1, −1), (−1, +1), (+1, −1), (+1, +1); in a state space the first position is the lowest bit.
        Assert.Equal([0.1, 0.3, 0.2, 0.4], table.Probabilities.ToArray(), (left, right) => Math.Abs(left - right) < 1e-15);
        Assert.Equal([0, 4, 8, 12], Enumerable.Range(0, 4).Select(index => SpecReader.State(new StateSpace(4, 2), index)));
    }

    [Fact]
    public void LargeWeightsDoNotOverflow()
    {
        var table = Assert.IsType<TableModel>(SpecReader.Read("""{"table": {"alphabet": 2, "n": 1, "weights": [1e308, 1e308]}}""", "spec")).Table;
        Assert.Equal(0.5, table[0], 1e-15);
    }

    [Fact]
    public void PairsAreUnorderedAndFieldsOfPottsMayBeMissing()
    {
        var ising = Assert.IsType<IsingModel>(SpecReader.Read("""{"ising": {"fields": [0.5, -1], "couplings": [[1, 0, 0.25]]}}""", "spec")).Ising;
        Assert.Equal((0.25, 0.25, -1), (ising.Couplings[0, 1], ising.Couplings[1, 0], ising.Fields[1]));
        var potts = Assert.IsType<PottsModel>(SpecReader.Read("""{"potts": {"q": 3, "n": 2, "couplings": [[0, 1, 2]]}}""", "spec")).Potts;
        Assert.Equal((3, 2, 2.0, 0.0), (potts.Alphabet, potts.Length, potts.Couplings[0, 1], potts.Fields[1, 2]));
    }
}
