using Gmlm.Theory.Information;
using Xunit;

namespace Gmlm.Theory.Tests.Information;

public sealed class SchedulesTests
{
    [Fact]
    public void All_schedules_are_there_once()
    {
        Assert.Equal(["1 1 1", "1 2", "2 1", "3"], Schedules.All(3).Select(sizes => string.Join(' ', sizes)).Order(StringComparer.Ordinal));
        var eight = Schedules.All(8).Select(sizes => string.Join(' ', sizes)).ToArray();
        Assert.Equal(128, eight.Distinct().Count());
        Assert.All(Schedules.All(8), sizes => Assert.Equal(8, sizes.Sum()));
    }

    [Theory]
    [InlineData(10, 4, "2 3 2 3", "1 2 4 3")] // 10·cos of 22.5°, 45° and 67.5°: 9.2, 7.07 and 3.8
    [InlineData(6, 3, "2 2 2", "1 2 3")]      // 5.2 and 3
    [InlineData(3, 3, "1 1 1", "1 1 1")]
    [InlineData(5, 1, "5", "5")]
    public void Sizes_are_those_of_their_rule(int length, int steps, string linear, string cosine)
    {
        Assert.Equal(linear, string.Join(' ', Schedules.Linear(length, steps)));
        Assert.Equal(cosine, string.Join(' ', Schedules.Cosine(length, steps)));
    }

    [Theory]
    [InlineData(new[] { 1, 1, 1 }, 0.0)]
    [InlineData(new[] { 1, 2 }, 1.0)]
    [InlineData(new[] { 1, 1, 3 }, 1.0)]
    [InlineData(new[] { 1, 1, 2, 2, 4 }, 0.5)]
    [InlineData(new[] { 1, 4, 4 }, 3.0)]
    [InlineData(new[] { 2, 2 }, null)] // begins with more than 1
    [InlineData(new[] { 1, 2, 1 }, null)] // falls
    public void Steepness_is_the_largest_rise_over_what_was_decoded_since_the_last(int[] sizes, double? expected) =>
        Assert.Equal(expected, Schedules.Steepness(sizes));
}
