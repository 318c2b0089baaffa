using Gmlm.Theory.Distributions;
using Xunit;

namespace Gmlm.Theory.Tests.Distributions;

public sealed class StateSpaceTests
{
    [Theory]
    [InlineData(1, 3)]
    [InlineData(0, 3)]
    [InlineData(2, 0)]
    [InlineData(2, 25)]
    [InlineData(3, 16)]
    public void A_space_that_cannot_be_enumerated_is_refused(int alphabet, int length) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new StateSpace(alphabet, length));

    [Fact]
    public void The_largest_one_is_not() => Assert.Equal(StateSpace.MaxCount, new StateSpace(2, 24).Count);

    [Theory]
    [InlineData(4, 0)]
    [InlineData(4, 5)]
    public void A_mask_has_at_least_one_position_and_at_most_all(int length, int size) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => MaskDistribution.UniformOfSize(length, size));
}
