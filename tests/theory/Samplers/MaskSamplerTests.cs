using System.Numerics;
using Gmlm.Theory.Random;
using Gmlm.Theory.Samplers;
using MathNet.Numerics.Distributions;
using Xunit;

namespace Gmlm.Theory.Tests.Samplers;

/// <summary>Masks of size k, by table and by Floyd's algorithm; bits to and from their places.</summary>
public sealed class MaskSamplerTests
{
    [Xunit.Theory]
    [InlineData(10, 4, 210)]
    [InlineData(64, 32, 1832624140942590534)]
    [InlineData(64, 1, 64)]
    [InlineData(5, 5, 1)]
    public void Binomials_are_exact(int n, int k, long expected) => Assert.Equal(expected, MaskSampler.Binomial(n, k));

    [Fact]
    public void The_table_holds_every_mask_once()
    {
        for (var size = 1; size <= 10; size++)
        {
            var masks = new MaskSampler(10, size).Tabulated.ToArray();
            Assert.Equal(Enumerable.Range(0, 1024).Where(mask => BitOperations.PopCount((uint)mask) == size).Select(mask => (ulong)mask), masks.Order());
        }
    }

    [Fact]
    public void Floyd_draws_masks_of_the_right_size_with_uniform_members()
    {
        const int draws = 200_000;
        var masks = new MaskSampler(64, 6);
        Assert.Equal(0, masks.Tabulated.Length);
        var random = new RandomStream(9);
        var members = new int[64];
        for (var draw = 0; draw < draws; draw++)
        {
            var mask = masks.Next(random, out var index);
            Assert.Equal(-1, index);
            Assert.Equal(6, BitOperations.PopCount(mask));
            for (var i = 0; i < 64; i++)
            {
                members[i] += (int)(mask >> i & 1);
            }
        }

        // Counts of members: variance n q (1 − q), correlation −1/63 between two of them, so this is χ² with 63 degrees of freedom.
        const double q = 6.0 / 64;
        var statistic = members.Sum(count => Math.Pow(count - (draws * q), 2)) / (draws * q * (1 - q)) * 63 / 64;
        Assert.InRange(1 - ChiSquared.CDF(63, statistic), ExactKernels.FalseAlarm, 1 - ExactKernels.FalseAlarm);
    }

    [Fact]
    public void The_portable_bit_moves_are_the_processor_s()
    {
        var random = new RandomStream(1);
        for (var draw = 0; draw < 1000; draw++)
        {
            var (value, mask) = (random.NextBits(), random.NextBits() & random.NextBits());
            Assert.Equal(Bits.Deposit(value, mask), Bits.DepositPortable(value, mask));
            Assert.Equal(Bits.Extract(value, mask), Bits.ExtractPortable(value, mask));
            Assert.Equal(value & mask, Bits.DepositPortable(Bits.ExtractPortable(value, mask), mask));
        }
    }
}
