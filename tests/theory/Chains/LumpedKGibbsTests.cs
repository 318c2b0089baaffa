using System.Numerics;
using Gmlm.Theory.Chains;
using Gmlm.Theory.Distributions;
using Gmlm.Theory.Tests.Samplers;
using Xunit;

namespace Gmlm.Theory.Tests.Chains;

/// <summary>The chain on 0 … m against the chain on all 2^N states.</summary>
public sealed class LumpedKGibbsTests
{
    [Xunit.Theory]
    [InlineData(1, 953.5)]
    [InlineData(2, 381.6)]
    [InlineData(3, 29.5)]
    [InlineData(4, 10.4)]
    public void Capped_times_of_the_figure_are_the_reference(int size, double expected)
    {
        var time = new LumpedKGibbs(length: 10, clique: 4, size, coupling: 3, field: 5).CappedHittingTime(1000);
        Assert.Equal(expected, time.Mean, 0.1);
    }

    [Xunit.Theory]
    [InlineData(5, 3, 1, 0.4, 0.2)]
    [InlineData(5, 3, 2, 2, 1)]
    [InlineData(6, 4, 3, 1.5, 2)]
    [InlineData(6, 6, 4, 0.3, -0.1)]
    [InlineData(4, 1, 2, 0, 0.5)]
    [InlineData(6, 3, 6, 50, 0.1)]
    public void Agrees_with_full_enumeration(int length, int clique, int size, double coupling, double field)
    {
        const int budget = 60;
        var model = Ising.Clique(length, clique, coupling, field);
        var lumped = new LumpedKGibbs(length, clique, size, coupling, field);
        var inClique = (1 << clique) - 1;
        var rows = Enumerable.Range(0, 1 << length).Select(state => ExactKernels.BlockRow(model, size, state)).ToArray();
        for (var state = 0; state < rows.Length; state++)
        {
            var counts = new double[clique + 1];
            for (var next = 0; next < rows.Length; next++)
            {
                counts[Plus(next)] += rows[state][next];
            }

            for (var a = 0; a <= clique; a++)
            {
                Assert.Equal(counts[a], lumped.Transition[Plus(state), a], 1e-10);
            }
        }

        // The capped time over all states, from one whose free spins are mixed.
        var mass = new double[rows.Length];
        mass[rows.Length - 1 - inClique & 0b0101010 & ~inClique] = 1;
        double mean = 0, square = 0;
        var time = lumped.CappedHittingTime(budget);
        for (var t = 0; t < budget; t++)
        {
            var survival = Enumerable.Range(0, rows.Length).Where(x => (x & inClique) != inClique).Sum(x => mass[x]);
            Assert.Equal(survival, time.NotReachedBy(t), 1e-10);
            mean += survival;
            square += ((2 * t) + 1) * survival;
            var next = new double[rows.Length];
            for (var x = 0; x < rows.Length; x++)
            {
                for (var y = 0; y < rows.Length && (x & inClique) != inClique; y++)
                {
                    next[y] += mass[x] * rows[x][y];
                }
            }

            mass = next;
        }

        Assert.Equal(mean, time.Mean, 1e-10 * budget);
        Assert.Equal(square - (mean * mean), time.Variance, 1e-9 * budget * budget);
        var law = time.Distribution();
        Assert.Equal(1, law.Sum(), 1e-12);
        Assert.Equal(mean, law.Select((p, t) => p * t).Sum(), 1e-10 * budget);

        int Plus(int state) => BitOperations.PopCount((uint)(state & inClique));
    }

    [Xunit.Theory]
    [InlineData(200, 100, 50, 1000, 1)]
    [InlineData(200, 200, 20, 3, 0.01)]
    [InlineData(10, 4, 1, 200, 5)]
    public void Large_systems_and_couplings_stay_stochastic(int length, int clique, int size, double coupling, double field)
    {
        var lumped = new LumpedKGibbs(length, clique, size, coupling, field);
        for (var a = 0; a <= clique; a++)
        {
            Assert.Equal(1, Enumerable.Range(0, clique + 1).Sum(to => lumped.Transition[a, to]), 1e-10);
        }

        var time = lumped.CappedHittingTime(100);
        Assert.InRange(time.Mean, 1, 100);
        Assert.InRange(time.Variance, 0, 100 * 100);
    }

    [Fact]
    public void Rare_arrivals_keep_their_probability_and_variance()
    {
        // One spin at a time against a wall of 2(J(m−1) − h): from 0 to 2 of 2 spins; all by closed form with p, q tiny.
        const int budget = 100;
        var time = new LumpedKGibbs(length: 2, clique: 2, size: 2, coupling: 0, field: -20).CappedHittingTime(budget);
        var p = Math.Exp(-80) / Math.Pow(1 + Math.Exp(-40), 2); // both spins +1 at once: geometric
        Assert.Equal(1, time.Shortfall / (p * budget * (budget - 1) / 2), 1e-12);
        var second = Enumerable.Range(0, budget).Sum(t => ((2.0 * t) + 1) * (budget - 1 - t)) * p; // E W², E W being of order p
        Assert.Equal(1, time.Variance / second, 1e-12);
    }
}
