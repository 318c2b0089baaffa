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
}
