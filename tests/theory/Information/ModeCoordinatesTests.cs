using Gmlm.Theory.Distributions;
using Gmlm.Theory.Information;
using Gmlm.Theory.Random;
using MathNet.Numerics.Distributions;
using Xunit;

namespace Gmlm.Theory.Tests.Information;

public sealed class ModeCoordinatesTests
{
    [Theory]
    [InlineData(1, 28.26)]
    [InlineData(2, 15.34)]
    [InlineData(3, 11.45)]
    [InlineData(4, 10.11)]
    public void The_clique_of_figure_1(int size, double expected) =>
        Assert.Equal(expected, ModeCoordinates.Trace(Ising.Clique(4, 4, 0.05, 0), MaskDistribution.UniformOfSize(4, size))!.Value, 0.005);

    [Fact]
    public void Are_only_other_coordinates()
    {
        var random = new RandomStream(3);
        for (var draw = 0; draw < 20; draw++)
        {
            var n = 2 + (draw % 4);
            var couplings = new double[n, n];
            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j < i; j++)
                {
                    couplings[i, j] = couplings[j, i] = Normal.Sample(random, 0, 0.5);
                }
            }

            var model = new Ising([.. Enumerable.Range(0, n).Select(_ => Normal.Sample(random, 0, 0.5))], couplings);
            var masks = MaskDistribution.UniformOfSize(n, 1 + (draw % n));
            var direct = PseudolikelihoodInformation.At(Ising.Family(n), model.Parameters(), model.Distribution(), masks).Sandwich.Trace();
            Assert.Equal(1, ModeCoordinates.Trace(model, masks)!.Value / direct, 1e-9);
        }
    }

    [Fact]
    public void Rare_events_keep_their_digits()
    {
        // Independent spins with field h: with everything masked Γ = I⁻¹, and n_i, n_j, n_i n_j carry ε(1−ε), ε = σ(−2h), in closed form.
        const double Field = 8;
        var rare = 1 / (1 + Math.Exp(2 * Field));
        var trace = ModeCoordinates.Trace(new Ising([Field, Field], new double[2, 2]), MaskDistribution.UniformOfSize(2, 2))!.Value;

        // log p is −log Z + Σ over the four states: Var ĥ_i and Var Ĵ are (1/16) Σ_x 1/p(x) each.
        var inverse = (1 / (rare * rare)) + (2 / (rare * (1 - rare))) + (1 / ((1 - rare) * (1 - rare)));
        Assert.Equal(1, trace / (3 * inverse / 16), 1e-10);
    }

    /// <summary>References computed with 120 digits.</summary>
    [Theory]
    [InlineData(4, 0.05, 0, 1, 28.2609195663008)]
    [InlineData(4, 3, 5, 2, 9.72401284474715e+18)]
    [InlineData(4, 10, 5, 1, 3.36195139151988e+42)]
    [InlineData(4, 10, 0, 2, 1.38515561836752e+34)]
    [InlineData(3, 6, 0, 1, 60593866880.3069)]
    public void Peaked_models_keep_their_digits(int clique, double coupling, double field, int size, double expected) =>
        Assert.Equal(1, ModeCoordinates.Trace(Ising.Clique(clique, clique, coupling, field), MaskDistribution.UniformOfSize(clique, size))!.Value / expected, 1e-6);

    [Theory]
    [InlineData(400, 0, 1)] // probabilities below every double
    [InlineData(10, 5, 4)] // no two spins ever flip but all four
    public void What_doubles_do_not_resolve_is_not_given(double coupling, double field, int size) =>
        Assert.Null(ModeCoordinates.Trace(Ising.Clique(4, 4, coupling, field), MaskDistribution.UniformOfSize(4, size)));
}
