using Gmlm.Padir.Decoding;
using Xunit;

namespace Gmlm.Padir.Tests.Decoding;

public class RejecterTests
{
    private static readonly float[] Confidences = [-0.4f, -0.1f, -0.8f, -0.8f, -0.2f, -0.3f];

    public static readonly TheoryData<Rejecter, int, int, string> Cases = new()
    {
        { new Passthrough(), 0, 4, "......" },
        { new Stutter(), 0, 4, ".x..x." },
        { new LinearSchedule(), 0, 1, "......" },
        { new LinearSchedule(), 0, 3, "x.xx.x" }, // 6·2/3 = 4
        { new LinearSchedule(), 1, 3, "..xx.." },
        { new LinearSchedule(), 2, 3, "......" },
        { new LinearSchedule(), 0, 6, "x.xxxx" },
        { new LinearSchedule(), 4, 6, "...x.." }, // of the two least confident positions the right one
        { new LinearSchedule(), 2, 4, "...x.." }, // ⌊6/4⌋
        { new CosineSchedule(), 0, 3, "x.xxxx" }, // ⌊6·cos 30°⌋ = 5
        { new CosineSchedule(), 1, 3, "x.xx.." }, // 6·cos 60° = 3
        { new CosineSchedule(), 2, 3, "......" },
        { new BlockSchedule(), 0, 2, "x..x.x" }, // of 0 1, of 2 3 (the right one), of 4 5
        { new BlockSchedule(), 1, 2, "......" },
        { new BlockSchedule(), 0, 3, "x.xx.x" },
        { new BlockSchedule(), 1, 3, "..xx.." },
        { ConstantSchedule.Bottom(0), 0, 4, "......" },
        { ConstantSchedule.Bottom(3), 2, 4, "x.xx.." },
        { ConstantSchedule.Bottom(9), 2, 4, "xxxxxx" },
        { ConstantSchedule.BottomPercent(50), 2, 4, "x.xx.." },
        { ConstantSchedule.BottomPercent(49), 2, 4, "..xx.." },
        { ConstantSchedule.BottomPercent(100), 2, 4, "xxxxxx" },
    };

    [Theory, MemberData(nameof(Cases))]
    public void A_rejecter_marks_what_it_should(Rejecter rejecter, int iteration, int iterations, string expected)
    {
        var rejected = new bool[6];
        rejecter.Mark([4, 4, 5, 6, 6, 4], Confidences, iteration, iterations, rejected);
        Assert.Equal(expected, string.Concat(rejected.Select(mark => mark ? 'x' : '.')));
    }

    [Fact]
    public void Infinite_confidence_is_never_too_low()
    {
        var rejected = new bool[3];
        ConstantSchedule.Bottom(3).Mark([4, 5, 6], [float.PositiveInfinity, -1, float.PositiveInfinity], 0, 2, rejected);
        Assert.Equal([false, true, false], rejected);
    }

    [Theory, InlineData(10, 4), InlineData(7, 7), InlineData(100, 100), InlineData(3, 8)]
    public void Schedules_never_reject_more_than_before_and_nothing_in_the_end(int length, int iterations)
    {
        foreach (var rejecter in new Rejecter[] { new LinearSchedule(), new CosineSchedule() })
        {
            var counts = Enumerable.Range(0, iterations).Select(i =>
            {
                var rejected = new bool[length];
                rejecter.Mark(new int[length], new float[length], i, iterations, rejected);
                return rejected.Count(mark => mark);
            }).ToList();
            Assert.Equal(counts.OrderDescending(), counts);
            Assert.Equal(0, counts[^1]);
            Assert.True(counts[0] < length || length > iterations * iterations);
        }
    }
}
