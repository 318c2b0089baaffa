using Gmlm.Padir.Decoding;
using Xunit;

namespace Gmlm.Padir.Tests.Decoding;

public class LengthCandidatesTests
{
    private const float None = float.NegativeInfinity;

    [Theory]
    [InlineData(1, 1, 99, "3")]
    [InlineData(2, 1, 99, "3 6")]
    [InlineData(3, 1, 99, "3 6 1")] // 1 and 5 are equally probable: the shorter one is used
    [InlineData(9, 1, 99, "3 6 1 5 2")]
    [InlineData(1, 3, 99, "2 3")] // 4 is impossible
    [InlineData(2, 3, 99, "2 3 5 6")]
    [InlineData(1, 7, 99, "1 2 3 5 6")]
    [InlineData(2, 3, 5, "2 3 1")]
    public void Candidates_are_the_most_probable_lengths_and_their_neighbours(int top, int beam, int longest, string expected)
    {
        float[] log = [0, -2, -9, -0.5f, None, -2, -1];
        Assert.Equal(expected, string.Join(' ', LengthCandidates.Of(log, new() { TopKLengths = top, BeamLength = beam, MaxLength = longest })));
    }

    [Fact]
    public void A_given_length_is_clipped()
    {
        Assert.Equal([1, 2, 3], LengthCandidates.Around(1, new() { BeamLength = 5 }));
        Assert.Equal([8, 9, 10], LengthCandidates.Around(10, new() { BeamLength = 5, MaxLength = 10 }));
        Assert.Equal([10], LengthCandidates.Around(40, new() { MaxLength = 10 }));
        Assert.Throws<ArgumentException>(() => LengthCandidates.Of([0, None], new()));
    }
}
