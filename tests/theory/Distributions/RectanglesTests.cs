using Gmlm.Theory.Distributions;
using Xunit;

namespace Gmlm.Theory.Tests.Distributions;

public sealed class RectanglesTests
{
    [Fact]
    public void The_largest_rectangle_is_found()
    {
        // Of all pairs but (1, 1): {0} × {0, 1} comes first; both sides of three symbols where one pair is missing.
        Assert.Equal([0b01, 0b11], Rectangles.Largest(new StateSpace(2, 2), [true, true, true, false]));
        var space = new StateSpace(3, 2);
        Assert.Equal(6, Rectangles.Size(Rectangles.Largest(space, [.. Enumerable.Range(0, 9).Select(x => x != 4)])));
        Assert.Equal(9, Rectangles.Size(Rectangles.Largest(space, [.. Enumerable.Repeat(true, 9)])));
        Assert.Equal(1, Rectangles.Size(Rectangles.Largest(space, [.. Enumerable.Range(0, 9).Select(x => x % 4 == 0)])));
    }

    [Fact]
    public void A_product_has_its_factors()
    {
        var space = new StateSpace(2, 2);
        var product = Rectangles.Product(space, [[1, 3], [2, 2]]);
        Assert.Equal([0.125, 0.375, 0.125, 0.375], product.Probabilities.ToArray());
    }

    [Fact]
    public void An_empty_set_has_no_rectangle()
    {
        Assert.Throws<ArgumentException>(() => Rectangles.Largest(new StateSpace(2, 2), new bool[4]));
        Assert.Throws<ArgumentException>(() => Rectangles.Largest(new StateSpace(2, 2), [true]));
    }
}
