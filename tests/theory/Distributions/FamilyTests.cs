using Gmlm.Theory.Distributions;
using Xunit;

namespace Gmlm.Theory.Tests.Distributions;

public sealed class FamilyTests
{
    [Fact]
    public void PottsParametersGiveTheModelBack()
    {
        var model = new Potts(new[,] { { 0.4, -1, 0.3 }, { 0, 0.2, 2 }, { -0.7, 0, 0 } }, new[,] { { 0, 1.5, -0.4 }, { 1.5, 0, 0.1 }, { -0.4, 0.1, 0 } });
        var family = Potts.Family(3, 3);
        Assert.Equal(9, family.Dimension);
        Assert.Equal(model.Distribution().Probabilities.ToArray(), family.At(model.Parameters()).Probabilities.ToArray(), (a, b) => Math.Abs(a - b) < 1e-14);
    }

    [Fact]
    public void PottsOfTwoSymbolsIsIsing()
    {
        // 1[x = y] = (1 + s s')/2: a Potts coupling is twice the Ising one; h(1) − h(0) is twice the field.
        var potts = new Potts(new[,] { { 0, 0.6 }, { 0, -0.2 } }, new[,] { { 0, 0.8 }, { 0.8, 0 } }).Distribution();
        var ising = new Ising([0.3, -0.1], new[,] { { 0, 0.4 }, { 0.4, 0 } }).Distribution();
        Assert.Equal(ising.Probabilities.ToArray(), potts.Probabilities.ToArray(), (a, b) => Math.Abs(a - b) < 1e-14);
    }

    [Fact]
    public void EveryPositiveTableIsSaturated()
    {
        var table = FiniteDistribution.FromWeights(new StateSpace(3, 2), [1, 2, 3, 4, 5, 6, 7, 8, 1e-6]);
        Assert.Equal(table.Probabilities.ToArray(), Saturated.Family(table.Space).At(Saturated.Parameters(table)).Probabilities.ToArray(), (a, b) => Math.Abs(a - b) < 1e-14);
        Assert.Throws<ArgumentException>(() => Saturated.Parameters(FiniteDistribution.FromWeights(new StateSpace(2, 1), [1, 0])));
    }

    [Fact]
    public void PottsRejectsWhatIsNoModel()
    {
        Assert.Throws<ArgumentException>(() => new Potts(new double[2, 3], new double[3, 3]));
        Assert.Throws<ArgumentException>(() => new Potts(new double[2, 3], new[,] { { 0.0, 1 }, { 2, 0 } }));
        Assert.Throws<ArgumentException>(() => new Potts(new[,] { { double.NaN, 0 } }, new double[1, 1]));
    }
}
