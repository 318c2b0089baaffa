using Gmlm.Padir.Canvas;
using Xunit;

namespace Gmlm.Padir.Tests.Canvas;

public sealed class CanvasCellsTests
{
    [Theory]
    [InlineData(new int[0], new int[0])]
    [InlineData(new[] { 0, 0 }, new int[0])]
    [InlineData(new[] { 5, 5, 0, 6 }, new[] { 5, 6 })]
    [InlineData(new[] { 0, 5, 0, 5, 5 }, new[] { 5, 5 })]
    [InlineData(new[] { 7, 5, 7 }, new[] { 7, 5, 7 })]
    public void Equal_neighbours_are_joined_and_blanks_dropped(int[] cells, int[] text) => Assert.Equal(text, CanvasCells.Join(cells, 0));

    [Theory]
    [InlineData(new int[0], 0)]
    [InlineData(new[] { 1, 2, 1 }, 3)]
    [InlineData(new[] { 1, 1, 2, 2, 2 }, 8)]
    public void Equal_neighbours_need_a_cell_between(int[] words, int cells) => Assert.Equal(cells, CanvasCells.Fewest(words));
}
