using Gmlm.Padir.Randomness;
using Xunit;

namespace Gmlm.Padir.Tests.Randomness;

/// <summary>Committed checkpoints and results rest on these numbers: another one here is another stream.</summary>
public sealed class SplitMix64Tests
{
    [Fact]
    public void TheBitsAreThoseOfTheReference()
    {
        // SplitMix64 from state 1234567, as published with the algorithm.
        var random = new SplitMix64(1234567);
        Assert.Equal(6457827717110365317UL, random.NextBits());
        Assert.Equal(3203168211198807973UL, random.NextBits());
        Assert.Equal(9817491932198370423UL, random.NextBits());
        Assert.Equal("splitmix64 v1", SplitMix64.Name);
    }

    [Fact]
    public void WhatIsMadeOfTheBitsStaysAsItIs()
    {
        static string Six<T>(Func<T> draw) =>
            string.Join(' ', Enumerable.Range(0, 6).Select(_ => FormattableString.Invariant($"{draw()}")));

        Assert.Equal(
            "0.3898297483912715 0.01678829452815611 0.9007606806068834 0.5829302930280781 0.45244189501146836 0.24943152228274335",
            Six(new SplitMix64(7).NextDouble));
        var random = new SplitMix64(7);
        Assert.Equal("3 0 9 5 4 2", Six(() => random.Next(10)));
        Assert.Equal(
            "8365607643744404419 7451483240164301270 259581559790739130 4519526010920424624 6332546600048134424 313775899178966369",
            Six(new SplitMix64(-7L).NextInt64));
        Assert.Equal("9 5 8 6 1 2 4 7 0 3", string.Join(' ', new SplitMix64(7).Shuffled(Enumerable.Range(0, 10))));
        Assert.Equal(
            "1388407753017443779 14243912300530299456 5401640156266655350 1738429612717371390 13821397782462496282 17412149455136389923",
            Six(SplitMix64.ForItem(1, 2, 3).NextBits));
        int[] order = [.. Enumerable.Range(0, 10)];
        new SplitMix64(7).Shuffle(order);
        Assert.Equal("3 1 9 7 6 4 0 5 8 2", string.Join(' ', order));
    }

    [Fact]
    public void ABoundMustBePositive() => Assert.Throws<ArgumentOutOfRangeException>(() => new SplitMix64(1).Next(0));
}
