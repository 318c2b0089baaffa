using Gmlm.Theory.Distributions;
using Gmlm.Theory.Estimation;
using Gmlm.Theory.Random;
using Xunit;

namespace Gmlm.Theory.Tests.Estimation;

public sealed class ProductMixtureTests
{
    private static readonly int[][] Agreeing = [[0, 0, 0], [1, 1, 1], [2, 2, 2]];

    [Fact]
    public void One_product_loses_the_total_correlation()
    {
        var p = Ising.Clique(3, 3, 0.8, 0.2).Distribution();
        int[][] states = [.. Enumerable.Range(0, 8).Select(x => Enumerable.Range(0, 3).Select(i => p.Space.Symbol(x, i)).ToArray())];
        Assert.Equal(Divergences.TotalCorrelation(p), Loss(states, p.Probabilities.ToArray(), 1), 1e-12);
    }

    // Of three sequences without a common symbol, m < 3 products keep m groups apart: what a group's product loses is its own.
    [Fact]
    public void As_many_products_as_sequences_lose_nothing()
    {
        double[] thirds = [1.0 / 3, 1.0 / 3, 1.0 / 3];
        Assert.Equal(2 * Math.Log(3), Loss(Agreeing, thirds, 1), 1e-9);
        Assert.Equal(2.0 / 3 * 2 * Math.Log(2), Loss(Agreeing, thirds, 2), 1e-9);
        Assert.Equal(0, Loss(Agreeing, thirds, 3), 1e-12);
        Assert.Equal(0, Loss(Agreeing, thirds, 5), 1e-12);
    }

    [Fact]
    public void Bad_numbers_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Loss(Agreeing, [0.2, 0.3, 0.5], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ProductMixture.Loss(Agreeing, [0.2, 0.3, 0.5], 1, new RandomStream(1), 0));
    }

    private static double Loss(int[][] sequences, double[] probabilities, int components) =>
        ProductMixture.Loss(sequences, probabilities, components, new RandomStream(1), 6);
}
