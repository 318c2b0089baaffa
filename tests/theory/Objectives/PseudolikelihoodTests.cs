using CsCheck;
using Gmlm.Theory.Distributions;
using Gmlm.Theory.Estimation;
using Gmlm.Theory.Objectives;
using Gmlm.Theory.Random;
using Xunit;

namespace Gmlm.Theory.Tests.Objectives;

public sealed class PseudolikelihoodTests
{
    private static readonly ExponentialFamily[] Families =
        [Ising.Family(2), Ising.Family(3), Ising.Family(4), Potts.Family(3, 2), Potts.Family(3, 3), Saturated.Family(new StateSpace(2, 3)), Saturated.Family(new StateSpace(4, 2))];

    private static readonly Gen<(ExponentialFamily Family, MaskedData Data, double[] Parameters)> Cases =
        from f in Gen.Int[0, Families.Length - 1]
        from scale in Gen.OneOf(Gen.Const(0.1), Gen.Const(1.0), Gen.Const(5.0))
        from seed in Gen.ULong
        select Draw(Families[f], scale, seed);

    [Fact]
    public void EqualsTheDefinition() => Cases.Sample(
        instance =>
        {
            var expected = BruteForce.Loss(instance.Family, instance.Data, instance.Parameters);
            Assert.Equal(expected, new Pseudolikelihood(instance.Family, instance.Data).Loss(instance.Parameters), 1e-11 * (1 + Math.Abs(expected)));
        },
        iter: 60);

    [Fact]
    public void GradientIsTheDerivativeOfTheDefinition() => Cases.Sample(
        instance =>
        {
            var gradient = new double[instance.Family.Dimension];
            new Pseudolikelihood(instance.Family, instance.Data).Evaluate(instance.Parameters, gradient);
            for (var j = 0; j < gradient.Length; j++)
            {
                Assert.Equal(FiniteDifference.Derivative(instance.Parameters, j, at => BruteForce.Loss(instance.Family, instance.Data, at)), gradient[j], 1e-7);
            }
        },
        iter: 20);

    [Fact]
    public void HessianIsTheDerivativeOfTheGradient() => Cases.Sample(
        instance =>
        {
            var d = instance.Family.Dimension;
            var objective = new Pseudolikelihood(instance.Family, instance.Data);
            var hessian = new double[d * d];
            objective.Hessian(instance.Parameters, hessian);
            for (var j = 0; j < d; j++)
            {
                for (var i = 0; i < d; i++)
                {
                    var slope = FiniteDifference.Derivative(instance.Parameters, j, at =>
                    {
                        var gradient = new double[d];
                        objective.Evaluate(at, gradient);
                        return gradient[i];
                    });
                    Assert.Equal(slope, hessian[(i * d) + j], 1e-7);
                }
            }
        },
        iter: 20);

    [Theory]
    [InlineData(50)]
    [InlineData(-50)]
    [InlineData(400)]
    [InlineData(-2000)]
    public void HugeCouplingsDoNotUnderflow(double coupling)
    {
        // Energies differ by up to 8 |J|: exp of the difference is zero in double precision, the conditionals are not.
        var family = Ising.Family(4);
        var parameters = Ising.Clique(4, 4, coupling, 0.3).Parameters();
        for (var k = 1; k <= 4; k++)
        {
            var data = MaskedData.Product(FiniteDistribution.FromWeights(family.Space, Enumerable.Repeat(1.0, 16).ToArray()), MaskDistribution.UniformOfSize(4, k));
            var gradient = new double[10];
            var objective = new Pseudolikelihood(family, data);
            var loss = objective.Evaluate(parameters, gradient);
            var expected = BruteForce.Loss(family, data, parameters);
            Assert.Equal(expected, loss, 1e-12 * expected);
            Assert.All(gradient, value => Assert.True(Math.Abs(value) <= 2));
            for (var j = 0; j < 10; j++)
            {
                Assert.Equal(FiniteDifference.Derivative(parameters, j, at => BruteForce.Loss(family, data, at)), gradient[j], 1e-5);
            }
        }
    }

    [Fact]
    public void HessianSurvivesHugeCouplings()
    {
        // At x = (−,−,+,+) with J = 200 the other mode is e^{−1600} away, yet the tie of spin 3 given the rest is worth 1/4 per pair.
        var family = Ising.Family(3);
        var data = MaskedData.Product(FiniteDistribution.FromWeights(family.Space, [0, 1, 0, 0, 0, 0, 0, 0]), MaskDistribution.From(3, [(0b100, 1)]));
        double[] parameters = [0, 0, 0, 900, 100, 100];
        var objective = new Pseudolikelihood(family, data);
        var hessian = new double[36];
        objective.Hessian(parameters, hessian);

        // x_0 = +, x_1 = −: the field on spin 2 cancels, so p = ½ and Var(x_2) = 1.
        Assert.Equal(Math.Log(2), objective.Loss(parameters), 1e-12);
        Assert.Equal(1, hessian[(2 * 6) + 2], 1e-12);
    }

    [Fact]
    public void AllocatesNothingPerEvaluation()
    {
        var objective = new Pseudolikelihood(Ising.Family(4), MaskedData.Product(Ising.Clique(4, 4, 0.3, 0).Distribution(), MaskDistribution.UniformOfSize(4, 2)));
        double[] parameters = new double[10], gradient = new double[10];
        objective.Evaluate(parameters, gradient);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            objective.Evaluate(parameters, gradient);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void UniformModelPaysLogTwoPerMaskedSpin()
    {
        for (var k = 1; k <= 4; k++)
        {
            var data = MaskedData.Product(Ising.Clique(4, 4, 0.7, 0.2).Distribution(), MaskDistribution.UniformOfSize(4, k));
            Assert.Equal(k * Math.Log(2), new Pseudolikelihood(Ising.Family(4), data).Loss(new double[10]), 1e-13);
        }
    }

    [Fact]
    public void RejectsWhatDoesNotFit()
    {
        var data = MaskedData.FullMask(Ising.Clique(3, 3, 0.1, 0).Distribution());
        Assert.Throws<ArgumentException>(() => new Pseudolikelihood(Ising.Family(4), data));
        Assert.Throws<ArgumentException>(() => new Pseudolikelihood(Ising.Family(3), data, new MaskBlocks(data.Space, [1])));
        Assert.Throws<ArgumentException>(() => new Pseudolikelihood(Ising.Family(3), data).Loss(new double[5]));
    }

    private static (ExponentialFamily Family, MaskedData Data, double[] Parameters) Draw(ExponentialFamily family, double scale, ulong seed)
    {
        var random = new RandomStream(seed);
        double[] parameters = [.. Enumerable.Range(0, family.Dimension).Select(_ => scale * ((2 * random.NextUniform()) - 1))];

        // Pairs, not a product: the weight of a mask depends on the state. A third of the cells is empty.
        int[] masks = [.. Enumerable.Range(0, 1 << family.Space.Length).Where(_ => random.NextUniform() < 0.6).DefaultIfEmpty(1)];
        double[] counts = [.. Enumerable.Range(0, masks.Length * family.Space.Count).Select(_ => Math.Max(0, (1.5 * random.NextUniform()) - 0.5))];
        if (counts.All(count => count == 0))
        {
            counts[0] = 1; // With few cells it happens that all are empty, and that is no data.
        }

        return (family, MaskedData.FromCounts(family.Space, masks, counts), parameters);
    }
}
