using Gmlm.Theory.Random;
using Xunit;

namespace Gmlm.Theory.Tests.Random;

/// <summary>
/// The streams that committed numbers rest on. The expected values are of xoshiro256** with a state made by SplitMix64, computed by another
/// program, which gives the published values 11520, 0, 1509978240 for the state 1, 2, 3, 4.
/// </summary>
public sealed class RandomStreamTests
{
    [Fact]
    public void TheStreamIsThatOfTheNamedGenerator()
    {
        var stream = new RandomStream(0);
        Assert.Equal([0x99ec5f36cb75f2b4, 0xbf6e1f784956452a, 0x1a5f849d4933e6e0, 0x6aa594f1262d2d2c], Enumerable.Range(0, 4).Select(_ => stream.NextBits()));
        Assert.Equal("xoshiro256**/splitmix64 v1", RandomStream.Name);
    }

    [Fact]
    public void AForkIsNamedByItsLabelAndNumber()
    {
        ulong[] expected = [0x51862ac6ebe8077b, 0x57f3e702e9079643, 0x2d884a5ee59aef2d];
        Assert.All([RandomStream.Fork(20240721, "figure-1", 3), RandomStream.Fork(20240721, "figure-1#3")], stream =>
            Assert.Equal(expected, expected.Select(_ => stream.NextBits())));
    }

    [Fact]
    public void SeedLabelAndIndexEachMakeAnotherStream()
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
    public void ALargeBoundIsDrawnWithoutBias()
    {
        const int draws = 30_000;
        var random = new RandomStream(5);
        var multiples = Enumerable.Range(0, draws).Count(_ => random.NextBelow(3U << 30) % 3 == 0);
        Assert.Equal(1.0 / 3, multiples / (double)draws, 5 * Math.Sqrt(2.0 / 9 / draws));
    }
}
