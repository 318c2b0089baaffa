using Gmlm.Theory.Distributions;
using Gmlm.Theory.Estimation;
using Gmlm.Theory.Information;
using Gmlm.Theory.LinearAlgebra;
using Gmlm.Theory.Objectives;
using Xunit;

namespace Gmlm.Theory.Tests.Information;

public class EdgeworthShiftTests
{
    /// <summary>One spin: with m = tanh h and V = 1 − m², the third cumulant of the whitened feature is −2m/√V.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(0.7)]
    [InlineData(-1.5)]
    public void One_spin_has_the_closed_form_of_the_log_odds(double field)
    {
        var model = new Ising([field], new double[1, 1]);
        var whole = MaskDistribution.UniformOfSize(1, 1);
        var p = model.Distribution();
        var (family, parameters) = Whitening.OfFisher(Ising.Family(1), model.Parameters(), p);
        var shift = EdgeworthShift.At(family, parameters, p, whole);
        var third = -2 * Math.Tanh(field) / Math.Sqrt(1 - (Math.Tanh(field) * Math.Tanh(field)));
        Assert.Equal(third * third / 4, shift.MeanSquared, 1e-10);
        Assert.Equal(4 * third * third, shift.ThirdCumulantSquared, 1e-9);
    }

    /// <summary>
    /// The estimator is a function θ̂(π) of the cell frequencies. With directions v_c = δ_c − π, its influence is g(c) = θ̂′(v_c), the bias is
    /// ½ Σ_c π_c θ̂″(v_c, v_c), and κ₃ = E g g g + Σ over three choices of θ̂″(W_b, W_c), W_b = Σ_c π_c g_b(c) δ_c: all by differences of fits.
    /// </summary>
    [Theory]
    [InlineData("misspecified")]
    [InlineData("potts")]
    public void Shift_is_that_of_the_estimator_as_a_function_of_the_cell_frequencies(string id)
    {
        var (full, truth, p, masks) = id == "potts" ? PottsPair() : RandomTable();
        var metric = Loewner.Inverse(PseudolikelihoodInformation.At(full, truth, p, masks).Sandwich);
        var (family, parameters) = Whitening.Of(full, truth, p, metric.Cholesky().Factor);
        var population = MaskedData.Product(p, masks);
        var cells = population.Weights.ToArray();
        var d = family.Dimension;
        const double Step = 1e-3;

        double[] Fit(params (double Step, double[] Direction)[] moves)
        {
            var weights = cells.Select((cell, c) => cell + moves.Sum(move => move.Step * move.Direction[c])).ToArray();
            var data = MaskedData.FromCounts(family.Space, population.Masks, weights);
            return new NewtonMinimizer(1e-14).Minimize(new Pseudolikelihood(family, data), parameters).Parameters;
        }

        double[] Second(double[] left, double[] right)
        {
            double[] sum = Sum(Fit((Step, left), (Step, right)), Fit((-Step, left), (-Step, right)));
            double[] crossed = Sum(Fit((Step, left), (-Step, right)), Fit((-Step, left), (Step, right)));
            return [.. sum.Zip(crossed, (same, other) => (same - other) / (4 * Step * Step))];
        }

        // Scaled by π_c, a move keeps every weight positive; the scale is taken out again.
        var bias = new double[d];
        var influence = new double[cells.Length][];
        for (var c = 0; c < cells.Length; c++)
        {
            var scale = cells[c];
            double[] direction = [.. cells.Select((cell, i) => scale * ((i == c ? 1 : 0) - cell))];
            influence[c] = [.. Fit((Step, direction)).Zip(Fit((-Step, direction)), (plus, minus) => (plus - minus) / (2 * Step * scale))];
            var second = Second(direction, direction);
            for (var j = 0; j < d; j++)
            {
                bias[j] += cells[c] * second[j] / (2 * scale * scale);
            }
        }

        double[][] directions = [.. Enumerable.Range(0, d).Select(b => cells.Select((cell, c) => cell * influence[c][b]).ToArray())];
        double[][][] bends = [.. directions.Select(left => directions.Select(right => Second(left, right)).ToArray())];
        double cumulant = 0;
        for (var a = 0; a < d; a++)
        {
            for (var b = 0; b < d; b++)
            {
                for (var c = 0; c < d; c++)
                {
                    var entry = cells.Select((cell, i) => cell * influence[i][a] * influence[i][b] * influence[i][c]).Sum()
                        + bends[b][c][a] + bends[a][c][b] + bends[a][b][c];
                    cumulant += entry * entry;
                }
            }
        }

        var shift = EdgeworthShift.At(family, parameters, p, masks);
        Assert.Equal(bias.Sum(value => value * value), shift.MeanSquared, 1e-3 * shift.MeanSquared);
        Assert.Equal(cumulant, shift.ThirdCumulantSquared, 1e-3 * shift.ThirdCumulantSquared);
    }

    private static (ExponentialFamily Family, double[] Parameters, FiniteDistribution P, MaskDistribution Masks) PottsPair()
    {
        var potts = new Potts(new[,] { { 0, 0.5, -0.5 }, { 0, 0.3, 0.6 } }, new[,] { { 0, 0.8 }, { 0.8, 0 } });
        return (Potts.Family(3, 2), potts.Parameters(), potts.Distribution(), MaskDistribution.Bernoulli(2, 0.7));
    }

    // Data that no parameter of the family explains.
    private static (ExponentialFamily Family, double[] Parameters, FiniteDistribution P, MaskDistribution Masks) RandomTable()
    {
        var table = FiniteDistribution.FromWeights(MisspecifiedSpins.Family.Space, [4, 1, 2, 3, 1, 5, 2, 2]);
        var pairs = MaskDistribution.UniformOfSize(3, 2);
        return (MisspecifiedSpins.Family, PseudoTrue.Minimize(MisspecifiedSpins.Family, table, pairs), table, pairs);
    }

    private static double[] Sum(double[] left, double[] right) => [.. left.Zip(right, (a, b) => a + b)];
}
