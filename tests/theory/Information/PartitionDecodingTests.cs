using Gmlm.Theory.Information;
using Xunit;

namespace Gmlm.Theory.Tests.Information;

public sealed class PartitionDecodingTests
{
    [Theory]
    [InlineData(3, new[] { 3 }, 1)]
    [InlineData(4, new[] { 2, 2 }, 6)]
    [InlineData(5, new[] { 2, 1, 2 }, 30)]
    [InlineData(4, new[] { 1, 1, 1, 1 }, 24)]
    public void All_ordered_partitions_are_listed_once(int length, int[] sizes, int expected)
    {
        var all = PartitionDecoding.All(length, sizes).ToArray();
        Assert.Equal(expected, all.Select(partition => string.Join(' ', partition)).Distinct().Count());
        Assert.Equal(expected, all.Length);
        Assert.All(all, partition =>
        {
            Assert.Equal(sizes, partition.Select(int.PopCount));
            Assert.Equal((1 << length) - 1, partition.Sum());
        });
    }
}
