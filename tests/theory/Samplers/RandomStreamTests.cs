using Gmlm.Theory.Random;
using Xunit;

namespace Gmlm.Theory.Tests.Samplers;

public sealed class RandomStreamTests
{
    // By another implementation of SplitMix64, FNV-1a and xoshiro256**.
    [Fact]
    public void The_streams_are_the_published_generators()
    {
        var plain = new RandomStream(1);
        Assert.Equal([0xb3f2af6d0fc710c5UL, 0x853b559647364ceaUL], [plain.NextBits(), plain.NextBits()]);
        var fork = RandomStream.Fork(1, "figure-1");
        Assert.Equal([0x86be80df7a9afe1bUL, 0x9086532066f8a5a6UL, 0xf89789fbf57e6a36UL], [fork.NextBits(), fork.NextBits(), fork.NextBits()]);
    }

    [Fact]
    public void Seed_label_and_index_each_make_another_stream()
    {
        ulong[] first =
        [
            RandomStream.Fork(1, "a").NextBits(), RandomStream.Fork(2, "a").NextBits(), RandomStream.Fork(1, "b").NextBits(),
            RandomStream.Fork(1, "a", 0).NextBits(), RandomStream.Fork(1, "a", 1).NextBits(),
        ];
        Assert.Equal(5, first.Distinct().Count());
    }

    // 2³² is 4/3 of this bound: without a rejection, half of the numbers would be multiples of three instead of a third.
    [Fact]
    public void A_large_bound_is_drawn_without_bias()
    {
        const int draws = 30_000;
        var random = new RandomStream(5);
        var multiples = Enumerable.Range(0, draws).Count(_ => random.NextBelow(3U << 30) % 3 == 0);
        Assert.Equal(1.0 / 3, multiples / (double)draws, 5 * Math.Sqrt(2.0 / 9 / draws));
    }
}
