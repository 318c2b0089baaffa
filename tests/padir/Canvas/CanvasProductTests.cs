using Gmlm.Padir.Canvas;
using Xunit;

namespace Gmlm.Padir.Tests.Canvas;

/// <summary>Words are 0 and 1, the blank is 2.</summary>
public sealed class CanvasProductTests
{
    [Fact]
    public void Cells_are_made_to_sum_to_one()
    {
        var product = CanvasProduct.Of(new double[,] { { 1, 2, 1 }, { 0, 0, 3 } });
        Assert.Equal((2, 2), (product.Cells, product.Words));
        Assert.Equal([0.25, 0.5, 0.25, 0, 0, 1], Enumerable.Range(0, 6).Select(i => product[i / 3, i % 3]));
    }

    // Canvases of "0": 0 0, 0 –, – 0.
    [Fact]
    public void A_texts_probability_is_that_of_its_canvases()
    {
        var product = CanvasProduct.Of(new double[,] { { 0.5, 0.2, 0.3 }, { 0.1, 0.6, 0.3 } });
        Assert.Equal(Math.Log((0.5 * 0.1) + (0.5 * 0.3) + (0.3 * 0.1)), product.LogProbability([0]), 1e-12);
        Assert.Equal(Math.Log(0.5 * 0.6), product.LogProbability([0, 1]), 1e-12);
        Assert.Equal(Math.Log(0.09), product.LogProbability([]), 1e-12);
        Assert.Equal(double.NegativeInfinity, product.LogProbability([0, 0]));
        Assert.Equal(
            (0.25 * Math.Log(0.3)) + (0.75 * Math.Log(0.09)), product.MeanLogProbability([([0, 1], 0.25), ([], 0.75)]), 1e-12);
    }

    // "0 1" is on one canvas of two cells alone: half of each cell's posterior; the empty text has the other half.
    [Fact]
    public void A_step_of_maximisation_gives_each_cell_its_mean_posterior()
    {
        var improved = CanvasProduct.Of(new double[,] { { 1, 1, 1 }, { 1, 1, 1 } }).Improved([([0, 1], 0.5), ([], 0.5)]);
        Assert.Equal([0.5, 0, 0.5, 0, 0.5, 0.5], Enumerable.Range(0, 6).Select(i => improved[i / 3, i % 3]), (a, b) => Math.Abs(a - b) < 1e-12);
    }
}
