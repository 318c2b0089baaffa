using System.Numerics;
using CsCheck;
using Gmlm.Theory.Distributions;
using Gmlm.Theory.Random;
using Gmlm.Theory.Samplers;
using Xunit;

namespace Gmlm.Theory.Tests.Samplers;

/// <summary>Both k-Gibbs kernels against the row by enumeration.</summary>
public sealed class BlockGibbsTests
{
    /// <summary>N, k, scale of h, scale of J, state, seed.</summary>
    public static TheoryData<int, int, double, double, int, ulong> Cases
    {
        get
        {
            var cases = new TheoryData<int, int, double, double, int, ulong>();
            for (var size = 1; size <= 5; size++)
            {
                cases.Add(5, size, 0.5, 0.5, 0b01101, 1);
                cases.Add(5, size, 0, 50, 0b00110, 2);
            }

            for (var size = 1; size <= 12; size++)
            {
                cases.Add(12, size, 1, 0.3, 0b101100111000, 3);
            }

            cases.Add(1, 1, 1, 0, 0, 4);
            cases.Add(7, 3, 2, 1, 0, 5);
            return cases;
        }
    }

    [Xunit.Theory]
    [MemberData(nameof(Cases))]
    public void Steps_follow_the_exact_row(int length, int size, double fields, double couplings, int state, ulong seed)
    {
        var model = ExactKernels.Model(length, fields, couplings, seed);
        var row = ExactKernels.BlockRow(model, size, state);
        var draws = length < 12 ? 100_000 : 30_000;
        Assert.InRange(ExactKernels.FrequencyTest(new BlockGibbs(model, size), row, (ulong)state, draws, seed + 100), ExactKernels.FalseAlarm, 1);
        if (TabulatedBlockGibbs.Fits(length, size))
        {
            Assert.InRange(ExactKernels.FrequencyTest(new TabulatedBlockGibbs(model, size), row, (ulong)state, draws, seed + 200), ExactKernels.FalseAlarm, 1);
        }
    }

    [Fact]
    public void The_test_of_frequencies_catches_a_wrong_kernel()
    {
        var model = ExactKernels.Model(5, 0.5, 0.5, 1);
        var row = ExactKernels.BlockRow(model, 2, 0b01101);
        Assert.True(ExactKernels.FrequencyTest(new BlockGibbs(ExactKernels.Model(5, 0.55, 0.5, 1), 2), row, 0b01101, 100_000, 1) < ExactKernels.FalseAlarm);
        Assert.True(ExactKernels.FrequencyTest(new TabulatedBlockGibbs(model, 3), row, 0b01101, 100_000, 1) < ExactKernels.FalseAlarm);
    }

    [Fact]
    public void Cumulative_weights_are_those_of_the_energy_for_every_block_and_neighbourhood()
    {
        Gen.Select(Gen.Int[1, 9], Gen.Int[1, 9], Gen.Double[0, 60], Gen.ULong).Sample(
            (length, size, scale, seed) =>
            {
                size = Math.Min(size, length);
                var model = ExactKernels.Model(length, 1, scale, seed);
                var random = new RandomStream(seed);
                var masks = new MaskSampler(length, size);
                var mask = masks.Next(random, out var index);
                var state = random.NextBits() & ((1UL << length) - 1);
                var tabulated = new BlockConditional(model, size, masks.Tabulated);
                var computed = new BlockConditional(model, size, []);
                double[] fast = new double[tabulated.Width], slow = new double[tabulated.Width];
                tabulated.Cumulate(mask, index, state, fast);
                computed.Cumulate(mask, -1, state, slow);

                var energies = Enumerable.Range(0, 1 << size).Select(outcome => model.Energy((int)((state & ~mask) | Bits.Deposit((ulong)outcome, mask)))).ToArray();
                double sum = 0;
                for (var outcome = 0; outcome < energies.Length; outcome++)
                {
                    sum += Math.Exp(energies[outcome] - energies.Max());
                    // Below the smallest normal number a double has no relative digits left.
                    var tolerance = Math.Max(1e-11 * sum, 1e-300);
                    Assert.Equal(sum, fast[outcome], tolerance);
                    Assert.Equal(sum, slow[outcome], tolerance);
                }
            },
            iter: 300);
    }

    // Tables of up to 64 sums are counted at once, larger ones are searched.
    [Xunit.Theory]
    [InlineData(8)]
    [InlineData(64)]
    [InlineData(128)]
    [InlineData(1024)]
    public void An_outcome_of_weight_zero_is_not_drawn_at_its_border(int count)
    {
        // Outcomes 0, 2, 4, … have weight zero, so a target equal to a running sum belongs to the odd outcome after that sum.
        double[] cumulative = [.. Enumerable.Range(0, count).Select(outcome => (double)((outcome + 1) / 2))];
        for (var border = 0; border < count / 2; border++)
        {
            Assert.Equal((ulong)((2 * border) + 1), BlockGibbs.CountAtMost(cumulative, border));
            Assert.Equal((ulong)((2 * border) + 1), BlockGibbs.CountAtMost(cumulative, border + 0.5));
        }
    }

    [Fact]
    public void Many_spins_and_large_blocks_work()
    {
        // A ferromagnet so strong that a block of 16 copies the 48 spins that stay.
        var model = Ising.Clique(64, 64, coupling: 1, field: 0);
        var kernel = new BlockGibbs(model, 16);
        Assert.Equal(ulong.MaxValue, kernel.Step(new RandomStream(1), ulong.MaxValue));
        Assert.Equal(0UL, kernel.Step(new RandomStream(1), 0));

        // Without couplings and fields each of 20 of 40 spins is a coin.
        var coins = new BlockGibbs(Ising.Clique(40, 2, 0, 0), 20);
        var random = new RandomStream(2);
        double sum = 0;
        for (var step = 0; step < 40; step++)
        {
            sum += BitOperations.PopCount(coins.Step(random, 0)) - 10;
        }

        Assert.InRange(sum / 40, -5 * Math.Sqrt(5 / 40.0), 5 * Math.Sqrt(5 / 40.0));
    }

    [Xunit.Theory]
    [InlineData(10, 0)]
    [InlineData(10, 11)]
    [InlineData(30, 21)]
    [InlineData(65, 4)]
    public void Sizes_that_cannot_be_sampled_are_refused(int length, int size)
    {
        var model = Ising.Clique(length, 2, 1, 0);
        Assert.Throws<ArgumentException>(() => new BlockGibbs(model, size));
        Assert.Throws<ArgumentException>(() => new TabulatedBlockGibbs(model, size));
    }
}
