using Gmlm.Theory.Distributions;
using Gmlm.Theory.Random;
using Gmlm.Theory.Samplers;
using Xunit;

namespace Gmlm.Theory.Tests.Samplers;

/// <summary>The table itself, and what happens between two thresholds of 32 bits.</summary>
public sealed class TabulatedBlockGibbsTests
{
    [Xunit.Theory]
    [InlineData(10, 4, 0.5)]
    [InlineData(6, 1, 1)]
    [InlineData(6, 6, 50)]
    public void Thresholds_are_the_cumulative_conditionals(int length, int size, double scale)
    {
        var model = ExactKernels.Model(length, 1, scale, 3);
        var kernel = new TabulatedBlockGibbs(model, size);
        var masks = new MaskSampler(length, size).Tabulated.ToArray();
        var everything = (1UL << length) - 1;
        for (var index = 0; index < masks.Length; index += 7)
        {
            for (var visible = 0UL; visible < 1UL << (length - size); visible += 5)
            {
                var fixedSpins = Bits.Deposit(visible, everything & ~masks[index]);
                var energies = Enumerable.Range(0, 1 << size).Select(s => model.Energy((int)(fixedSpins | Bits.Deposit((ulong)s, masks[index])))).ToArray();
                var weights = energies.Select(energy => Math.Exp(energy - energies.Max())).ToArray();
                var thresholds = kernel.Thresholds(index, visible);
                double sum = 0;
                for (var r = 0; r < thresholds.Length; r++)
                {
                    sum += weights[r] / weights.Sum();
                    Assert.InRange(sum - (thresholds[r] / 4294967296.0), -1e-13, 2.4e-10);
                }
            }
        }
    }

    [Fact]
    public void A_tie_is_decided_in_the_right_proportion()
    {
        // One spin: p(−1) = σ(−2h), and the draw that equals its threshold means −1 with the fraction that the 32 bits cut off.
        var model = new Ising([0.4], new double[1, 1]);
        var kernel = new TabulatedBlockGibbs(model, 1);
        var scaled = 4294967296.0 / (1 + Math.Exp(0.8));
        var threshold = kernel.Thresholds(0, 0)[0];
        Assert.Equal((uint)scaled, threshold);

        var random = new RandomStream(5);
        const int draws = 40_000;
        var minus = Enumerable.Range(0, draws).Count(_ => kernel.Place(random, 0, 1, 0, threshold) == 0);
        var fraction = scaled - threshold;
        Assert.InRange(fraction, 0.1, 0.9); // or the test would say little
        Assert.InRange(minus, draws * fraction - 5 * Math.Sqrt(draws) / 2, draws * fraction + 5 * Math.Sqrt(draws) / 2);
        Assert.Equal(0UL, kernel.Place(random, 0, 1, 0, threshold - 1));
        Assert.Equal(1UL, kernel.Place(random, 0, 1, 0, threshold + 1));
    }

    [Fact]
    public void An_outcome_that_is_certain_survives_the_last_draw()
    {
        // σ(−200) is no probability that 32 bits can hold: both ends of the range of draws must give the certain outcome.
        foreach (var field in new[] { 100.0, -100.0 })
        {
            var kernel = new TabulatedBlockGibbs(new Ising([field], new double[1, 1]), 1);
            var certain = field > 0 ? 1UL : 0UL;
            for (ulong seed = 0; seed < 100; seed++)
            {
                Assert.Equal(certain, kernel.Place(new RandomStream(seed), 0, 1, 0, uint.MaxValue));
                Assert.Equal(certain, kernel.Place(new RandomStream(seed), 0, 1, 0, 0));
            }
        }
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.True(TabulatedBlockGibbs.Fits(10, 4));
        Assert.False(TabulatedBlockGibbs.Fits(12, 4));
        Assert.Throws<ArgumentException>(() => new TabulatedBlockGibbs(Ising.Clique(12, 4, 1, 0), 4));
        Assert.False(TabulatedBlockGibbs.Fits(64, 32));
    }
}
