using Gmlm.Theory.Distributions;
using Gmlm.Theory.Information;
using Xunit;

namespace Gmlm.Theory.Tests.Information;

public sealed class InformationCurveTests
{
    // Three equal bits: each has ln 2 alone and nothing once another is known.
    private static readonly FiniteDistribution Copies = FiniteDistribution.FromWeights(new StateSpace(2, 3), [1, 0, 0, 0, 0, 0, 0, 1]);

    [Fact]
    public void Copies_have_their_entropy_once()
    {
        var curve = InformationCurve.Of(Copies);
        Assert.Equal([Math.Log(2), 0, 0], Enumerable.Range(1, 3).Select(rank => curve[rank]), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal(2 * Math.Log(2), curve.TotalCorrelation, 1e-12);
        Assert.Equal(Math.Log(2), curve.DualTotalCorrelation, 1e-12);
        Assert.Equal(2 * Math.Log(2), curve.Loss([3]), 1e-12);
        Assert.Equal(Math.Log(2), curve.Loss([2, 1]), 1e-12);
        Assert.Equal(0, curve.Loss([1, 2]), 1e-12);
        Assert.Equal([1, 2], curve.Optimal(2));
    }

    [Fact]
    public void Independent_positions_lose_nothing_and_the_smallest_sizes_come_first()
    {
        var curve = InformationCurve.Of(FiniteDistribution.FromWeights(new StateSpace(2, 4), [.. Enumerable.Repeat(1.0, 16)]));
        Assert.All(Schedules.All(4), sizes => Assert.Equal(0, curve.Loss(sizes), 1e-12));
        Assert.Equal([1, 1, 2], curve.Optimal(3));
        Assert.Equal([4], curve.Optimal(1));
        Assert.Equal([1, 1, 1, 1], curve.Optimal(4));
    }

    [Fact]
    public void A_clique_has_the_curve_of_its_enumeration()
    {
        var enumerated = InformationCurve.Of(Ising.Clique(6, 6, 0.4, 0.2).Distribution());
        var exchangeable = InformationCurve.Of(new CliqueEntropies(6, 0.4, 0.2));
        Assert.Equal(6, exchangeable.Length);
        Assert.All(Enumerable.Range(1, 6), rank => Assert.Equal(enumerated[rank], exchangeable[rank], 1e-12));
        Assert.Equal(Divergences.TotalCorrelation(Ising.Clique(6, 6, 0.4, 0.2).Distribution()), exchangeable.TotalCorrelation, 1e-12);
    }

    /// <summary>The entropies of all sets come from one another; here each comes from the table.</summary>
    [Fact]
    public void The_curve_is_that_of_the_marginals()
    {
        foreach (var (alphabet, length) in new[] { (2, 5), (3, 3), (4, 2) })
        {
            var space = new StateSpace(alphabet, length);
            var p = FiniteDistribution.FromWeights(space, [.. Enumerable.Range(0, space.Count).Select(x => 1.0 + (x * x % 7))]);
            var curve = InformationCurve.Of(p);
            double Mean(int size) => Enumerable.Range(0, 1 << length).Where(mask => int.PopCount(mask) == size)
                .Average(mask => mask == 0 ? 0 : Divergences.Entropy(p, mask));
            Assert.All(Enumerable.Range(1, length), rank => Assert.Equal(Mean(rank) - Mean(rank - 1), curve[rank], 1e-12));
        }
    }

    [Fact]
    public void Spins_outside_of_the_clique_are_on_the_curve()
    {
        var enumerated = InformationCurve.Of(Ising.Clique(6, 4, 0.4, 0.2).Distribution());
        var exchangeable = InformationCurve.Of(new CliqueEntropies(4, 0.4, 0.2), 6, new CliqueEntropies(1, 0, 0.2).Entropy(1));
        Assert.All(Enumerable.Range(1, 6), rank => Assert.Equal(enumerated[rank], exchangeable[rank], 1e-12));
        Assert.Throws<ArgumentOutOfRangeException>(() => InformationCurve.Of(new CliqueEntropies(4, 0.4, 0.2), 3, 0));
    }

    [Fact]
    public void All_optima_are_those_of_each_number_of_steps()
    {
        var curve = InformationCurve.Of(Ising.Clique(7, 5, 0.4, 0.2).Distribution());
        Assert.Equal(Enumerable.Range(1, 7).Select(curve.Optimal), curve.Optima());
    }

    [Theory]
    [InlineData(new int[0])]
    [InlineData(new[] { 2 })]
    [InlineData(new[] { 4 })]
    [InlineData(new[] { 3, 0 })]
    [InlineData(new[] { 4, -1 })]
    public void Other_sizes_are_refused(int[] sizes) => Assert.Throws<ArgumentException>(() => InformationCurve.Of(Copies).Loss(sizes));

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void Other_numbers_of_steps_are_refused(int steps) => Assert.Throws<ArgumentOutOfRangeException>(() => InformationCurve.Of(Copies).Optimal(steps));
}
