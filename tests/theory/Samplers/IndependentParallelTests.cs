using Gmlm.Theory.Distributions;
using Gmlm.Theory.Random;
using Gmlm.Theory.Samplers;
using Xunit;

namespace Gmlm.Theory.Tests.Samplers;

/// <summary>The independent parallel kernel against the row by enumeration, and the reaching time.</summary>
public sealed class IndependentParallelTests
{
    [Xunit.Theory]
    [InlineData(1, 1, 0, 0)]
    [InlineData(4, 0.5, 0.5, 0b0110)]
    [InlineData(9, 0.3, 0.3, 0b101100110)]
    [InlineData(6, 0, 50, 0b101001)]
    public void Steps_follow_the_exact_row(int length, double fields, double couplings, int state)
    {
        var model = ExactKernels.Model(length, fields, couplings, 7);
        var row = ExactKernels.IndependentRow(model, state);
        Assert.InRange(ExactKernels.FrequencyTest(new IndependentParallel(model), row, (ulong)state, 200_000, 8), ExactKernels.FalseAlarm, 1);
        if (row.Max() < 0.99)
        {
            var other = ExactKernels.IndependentRow(model, state ^ 1);
            var sequential = ExactKernels.BlockRow(model, length, state);
            Assert.True(length == 1 || ExactKernels.FrequencyTest(new IndependentParallel(model), other, (ulong)state, 200_000, 8) < ExactKernels.FalseAlarm);
            Assert.True(length == 1 || ExactKernels.FrequencyTest(new IndependentParallel(model), sequential, (ulong)state, 200_000, 8) < ExactKernels.FalseAlarm);
        }
    }

    [Fact]
    public void Half_and_half_oscillates_at_an_even_clique_with_couplings_above_the_field()
    {
        var kernel = new IndependentParallel(Ising.Clique(4, 4, coupling: 25, field: 5));
        var random = new RandomStream(1);
        for (var step = 0; step < 1000; step++)
        {
            Assert.Equal(0b1100UL, kernel.Step(random, 0b0011));
            Assert.Equal(0b0011UL, kernel.Step(random, 0b1100));
        }
    }

    [Xunit.Theory]
    [InlineData(1, 1)]
    [InlineData(5, 5)]
    [InlineData(9, 7)]
    public void The_reaching_time_counts_the_steps_and_stops_at_the_budget(int budget, int expected)
    {
        // After seven steps the clique {0, 2} is on; from then on as well.
        var steps = 0;
        var kernel = new Scripted(() => ++steps >= 7 ? 0b101UL : 0b110UL);
        Assert.Equal(expected, SampledHittingTime.Sample(kernel, new RandomStream(1), 0b101, budget));
        Assert.Equal(expected, steps);
    }

    private sealed class Scripted(Func<ulong> next) : ISpinKernel
    {
        public int Length => 3;

        public ulong Step(RandomStream random, ulong state) => next();
    }
}
