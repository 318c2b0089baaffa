using System.Numerics;
using Gmlm.Theory.Chains;
using Gmlm.Theory.Distributions;
using Gmlm.Theory.Tests.Samplers;
using Xunit;

namespace Gmlm.Theory.Tests.Chains;

/// <summary>The chain on 0 … m against the chain on all 2^N states, and its tiny probabilities against closed forms.</summary>
public sealed class LumpedIndependentParallelTests
{
    [Xunit.Theory]
    [InlineData(4, 4, 0.5, 0.3)]
    [InlineData(6, 4, 1.2, 2)]
    [InlineData(5, 3, 3, 5)]
    [InlineData(3, 1, 0, -0.4)]
    public void Agrees_with_full_enumeration(int length, int clique, double coupling, double field)
    {
        const int budget = 40;
        var model = Ising.Clique(length, clique, coupling, field);
        var lumped = new LumpedIndependentParallel(clique, coupling, field);
        var inClique = (1 << clique) - 1;
        var rows = Enumerable.Range(0, 1 << length).Select(state => ExactKernels.IndependentRow(model, state)).ToArray();
        for (var state = 0; state < rows.Length; state++)
        {
            for (var a = 0; a <= clique; a++)
            {
                var expected = Enumerable.Range(0, rows.Length).Where(next => Plus(next) == a).Sum(next => rows[state][next]);
                Assert.Equal(expected, Math.Exp(lumped.LogTransition[Plus(state), a]), 1e-12);
            }
        }

        for (var a = 0; a <= clique; a++)
        {
            var state = (1 << a) - 1;
            var outside = rows.Length - 1 & ~inClique; // whatever the free spins do
            var swapped = Enumerable.Range(0, rows.Length).Where(next => (next & ~outside) == (inClique & ~state)).Sum(next => rows[state][next]);
            Assert.Equal(swapped, Math.Exp(lumped.LogSwap(a)), 1e-12);
        }

        var (mass, away) = (new double[rows.Length], new double[rows.Length]);
        mass[0] = away[0] = 1;
        for (var t = 1; t <= budget; t++)
        {
            mass = Move(mass, x => (x & inClique) == inClique);
            away = Move(away, x => (x & inClique) != 0);
            Assert.Equal(mass.Where((_, x) => (x & inClique) == inClique).Sum(), Math.Exp(lumped.LogReachedBy(t)), 1e-10);
            Assert.Equal(away.Where((_, x) => (x & inClique) != 0).Sum(), Math.Exp(lumped.LogLeftBy(t)), 1e-10);
        }

        double[] Move(double[] from, Func<int, bool> stays)
        {
            var to = new double[rows.Length];
            for (var x = 0; x < rows.Length; x++)
            {
                for (var y = 0; y < rows.Length; y++)
                {
                    to[stays(x) ? x : y] += from[x] * (stays(x) ? (y == x ? 1 : 0) : rows[x][y]);
                }
            }

            return to;
        }

        int Plus(int state) => BitOperations.PopCount((uint)(state & inClique));
    }

    [Xunit.Theory]
    [InlineData(10)]
    [InlineData(40)]
    [InlineData(400)]
    public void Probabilities_below_every_double_come_out_in_logarithms(double coupling)
    {
        const int m = 4;
        var chain = new LumpedIndependentParallel(m, coupling, 5);
        Assert.Equal(Math.Log(m * 1000.0) + (2 * (5 - (coupling * 3))), chain.LogLeftBy(1000), 1e-9);

        // One step: all four spins flip at once.
        Assert.Equal(m * 2 * (5 - (coupling * 3)), chain.LogReachedBy(1), 1e-9);

        Assert.True(chain.LogReachedBy(1000) <= chain.LogLeftBy(1000));
        Assert.True(chain.LogReachedBy(1000) > chain.LogReachedBy(1));
    }

    [Fact]
    public void One_spin_has_a_closed_form()
    {
        // P(reach within T) = P(leave within T) = 1 − (1 − σ(2h))^T.
        foreach (var field in new[] { -300.0, -30, -5, 0, 3, 30 })
        {
            var chain = new LumpedIndependentParallel(1, 0, field);
            Assert.Equal(chain.LogLeftBy(50), chain.LogReachedBy(50), 1e-11 * Math.Max(1, Math.Abs(field)));
        }

        Assert.Equal(Math.Log(1 - Math.Pow(0.5, 10)), new LumpedIndependentParallel(1, 0, 0).LogLeftBy(10), 1e-13);
    }

    [Xunit.Theory]
    [InlineData(1e-20)]
    [InlineData(1e-9)]
    [InlineData(0.5)]
    public void Logarithms_are_right_to_the_last_digits(double x)
    {
        var series = x - (x * x / 2) + (x * x * x / 3);
        Assert.Equal(1, Logarithms.OnePlus(x) / (x < 1e-3 ? series : Math.Log(1 + x)), 1e-15);
        Assert.Equal(1, Logarithms.ExpMinusOne(Logarithms.OnePlus(x)) / x, 1e-14);
        Assert.Equal(1, Logarithms.Sigmoid(Math.Log(x)) / (Math.Log(x) - Logarithms.OnePlus(x)), 1e-14);
    }
}
