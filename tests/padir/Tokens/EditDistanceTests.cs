using CsCheck;
using Gmlm.Padir.Tokens;
using Xunit;

namespace Gmlm.Padir.Tests.Tokens;

public class EditDistanceTests
{
    [Theory]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("", "abc", 3)]
    [InlineData("abc", "", 3)]
    [InlineData("figure-1", "figure-1", 0)]
    [InlineData("flaw", "lawn", 2)]
    public void KnownDistances(string a, string b, int distance) => Assert.Equal(distance, EditDistance.Of(a.ToCharArray(), b));

    [Fact]
    public void IsTheDefinition() => Gen.Select(Gen.Int[0, 2].Array[0, 6], Gen.Int[0, 2].Array[0, 6])
        .Sample((a, b) => Assert.Equal(ByDefinition(a, b), EditDistance.Of(a, b.AsSpan())), iter: 300);

    private static int ByDefinition(Span<int> a, Span<int> b)
    {
        if (a.IsEmpty || b.IsEmpty)
        {
            return a.Length + b.Length;
        }

        var replaced = ByDefinition(a[1..], b[1..]) + (a[0] == b[0] ? 0 : 1);
        return Math.Min(replaced, 1 + Math.Min(ByDefinition(a[1..], b), ByDefinition(a, b[1..])));
    }
}
