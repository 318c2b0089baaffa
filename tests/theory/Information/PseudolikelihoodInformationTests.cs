using CsCheck;
using Gmlm.Theory.Distributions;
using Gmlm.Theory.Information;
using Gmlm.Theory.LinearAlgebra;
using Gmlm.Theory.Objectives;
using MathNet.Numerics.LinearAlgebra;
using Xunit;

namespace Gmlm.Theory.Tests.Information;

public class PseudolikelihoodInformationTests
{
    /// <summary>An Ising or Potts family at random parameters, a random truth that need not lie in it, random weights on all masks.</summary>
    private static readonly Gen<(ExponentialFamily Family, double[] Parameters, FiniteDistribution Data, MaskDistribution Masks)> Cases =
        from alphabet in Gen.Int[2, 3]
        from length in Gen.Int[2, 3]
        let family = alphabet == 2 ? Ising.Family(length) : Potts.Family(3, length)
        from parameters in Gen.Double[-1, 1].Array[family.Dimension]
        from logWeights in Gen.Double[-2, 2].Array[family.Space.Count]
        from maskWeights in Gen.Double[0, 1].Array[1 << length]
        select (family, parameters, FiniteDistribution.FromLogWeights(family.Space, logWeights),
            MaskDistribution.From(length, maskWeights.Select((weight, mask) => (mask, weight + 0.01))));

    [Theory]
    [InlineData(1, 28.26)]
    [InlineData(2, 15.34)]
    [InlineData(3, 11.45)]
    [InlineData(4, 10.11)]
    public void Sandwich_has_the_reference_trace_on_the_weak_clique(int size, double trace)
    {
        var model = Ising.Clique(4, 4, 0.05, 0);
        var information = PseudolikelihoodInformation.At(
            Ising.Family(4), model.Parameters(), model.Distribution(), MaskDistribution.UniformOfSize(4, size));
        Assert.Equal(trace, information.Sandwich.Trace(), 0.01);
        Assert.Equal(0, information.Gradient.L2Norm(), 1e-12);
    }

    [Fact]
    public void Gradient_and_Hessian_are_those_of_the_objective() => Cases.Sample(
        sample =>
        {
            var (family, parameters, data, masks) = sample;
            var d = family.Dimension;
            var information = PseudolikelihoodInformation.At(family, parameters, data, masks);
            var objective = new Pseudolikelihood(family, MaskedData.Product(data, masks));
            var gradient = new double[d];
            objective.Evaluate(parameters, gradient);
            var shifted = new double[d];
            for (var j = 0; j < d; j++)
            {
                Assert.Equal(gradient[j], information.Gradient[j], 1e-12);

                // The Hessian by differences of the gradient, which the objective computes in its own way.
                const double Step = 1e-5;
                double[] above = new double[d], below = new double[d];
                parameters.CopyTo(shifted, 0);
                shifted[j] += Step;
                objective.Evaluate(shifted, above);
                shifted[j] -= 2 * Step;
                objective.Evaluate(shifted, below);
                for (var i = 0; i < d; i++)
                {
                    Assert.Equal((above[i] - below[i]) / (2 * Step), information.Hessian[i, j], 1e-8);
                }
            }
        },
        iter: 25);

    [Fact]
    public void Score_covariances_are_those_of_the_pairs() => Cases.Sample(
        sample =>
        {
            var (family, parameters, data, masks) = sample;
            var d = family.Dimension;
            var model = family.At(parameters);
            var second = Matrix<double>.Build.Dense(d, d);
            var averagedSecond = second.Clone();
            var mean = Vector<double>.Build.Dense(d);
            for (var x = 0; x < family.Space.Count; x++)
            {
                var averaged = Vector<double>.Build.Dense(d);
                for (var m = 0; m < masks.Masks.Count; m++)
                {
                    // The definition: s = F(x) − E_θ[F given x_{−K}] by a sum over all states that agree with x outside K.
                    var score = Vector<double>.Build.Dense(family.Feature(x).ToArray());
                    var same = Enumerable.Range(0, family.Space.Count)
                        .Where(y => family.Space.Visible(y, masks.Masks[m]) == family.Space.Visible(x, masks.Masks[m])).ToArray();
                    var mass = same.Sum(y => model[y]);
                    foreach (var y in same)
                    {
                        score -= model[y] / mass * Vector<double>.Build.Dense(family.Feature(y).ToArray());
                    }

                    second += data[x] * masks.Weights[m] * score.OuterProduct(score);
                    averaged += masks.Weights[m] * score;
                }

                mean += data[x] * averaged;
                averagedSecond += data[x] * averaged.OuterProduct(averaged);
            }

            var information = PseudolikelihoodInformation.At(family, parameters, data, masks);
            Assert.Equal(0, (second - mean.OuterProduct(mean) - information.ScoreCovariance).FrobeniusNorm(), 1e-11);
            Assert.Equal(0, (averagedSecond - mean.OuterProduct(mean) - information.AveragedScoreCovariance).FrobeniusNorm(), 1e-11);
        },
        iter: 25);

    [Fact]
    public void Matrices_are_positive_semidefinite_and_using_every_mask_is_never_worse() => Cases.Sample(
        sample =>
        {
            var information = PseudolikelihoodInformation.At(sample.Family, sample.Parameters, sample.Data, sample.Masks);
            Assert.True(Loewner.LeastEigenvalue(information.Hessian) > 0);
            Assert.True(Loewner.LeastEigenvalue(information.ScoreCovariance) > -1e-12);
            Assert.True(Loewner.LeastEigenvalue(information.AveragedScoreCovariance) > -1e-12);
            var gain = information.Sandwich - information.AveragedSandwich;
            Assert.True(Loewner.LeastEigenvalue(gain) > -1e-10 * Loewner.Norm(information.Sandwich));
        },
        iter: 50);

    [Fact]
    public void Realizable_information_grows_with_the_mask_up_to_the_Fisher_information() => Cases.Sample(
        sample =>
        {
            var (family, parameters, _, _) = sample;
            var p = family.At(parameters);
            var fisher = FisherInformation.Of(family, p);
            var previous = Matrix<double>.Build.Dense(family.Dimension, family.Dimension);
            for (var size = 1; size <= family.Space.Length; size++)
            {
                var hessian = PseudolikelihoodInformation.At(family, parameters, p, MaskDistribution.UniformOfSize(family.Space.Length, size)).Hessian;
                Assert.True(Loewner.LeastEigenvalue(hessian - previous) > -1e-12);
                previous = hessian;
            }

            Assert.Equal(0, (previous - fisher).FrobeniusNorm(), 1e-12);
        },
        iter: 50);

    [Fact]
    public void Pieces_that_do_not_belong_together_are_refused()
    {
        var model = Ising.Clique(3, 3, 0.1, 0);
        var masks = MaskDistribution.UniformOfSize(3, 1);
        Assert.Throws<ArgumentException>(() => PseudolikelihoodInformation.At(Ising.Family(3), new double[5], model.Distribution(), masks));
        Assert.Throws<ArgumentException>(() => PseudolikelihoodInformation.At(Ising.Family(4), new double[10], model.Distribution(), masks));
        Assert.Throws<ArgumentException>(() => PseudolikelihoodInformation.At(
            Ising.Family(3), model.Parameters(), model.Distribution(), MaskDistribution.UniformOfSize(4, 1)));
    }

    [Fact]
    public void A_direction_that_no_conditional_sees_has_no_sandwich()
    {
        var doubled = new ExponentialFamily(new StateSpace(2, 1), ["a", "b"], [-1, -1, 1, 1]);
        var information = PseudolikelihoodInformation.At(doubled, [0, 0], doubled.At([0, 0]), MaskDistribution.UniformOfSize(1, 1));
        Assert.Throws<ArgumentException>(() => information.Sandwich);
    }

    [Fact]
    public void Whitened_coordinates_keep_the_distribution_and_make_the_information_the_identity() => Cases.Sample(
        sample =>
        {
            var (family, parameters, _, _) = sample;
            var p = family.At(parameters);
            var (whitened, moved) = Whitening.OfFisher(family, parameters, p);
            var q = whitened.At(moved);
            for (var x = 0; x < family.Space.Count; x++)
            {
                Assert.Equal(p[x], q[x], 1e-13);
            }

            var identity = Matrix<double>.Build.DenseIdentity(family.Dimension);
            Assert.Equal(0, (FisherInformation.Of(whitened, q) - identity).FrobeniusNorm(), 1e-10);
        },
        iter: 50);
}
