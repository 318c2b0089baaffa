using Gmlm.Theory.Distributions;
using Gmlm.Theory.Information;
using Gmlm.Theory.Random;
using Xunit;

namespace Gmlm.Theory.Tests.Distributions;

public sealed class AnyOrderConditionalsTests
{
    private static readonly FiniteDistribution P = FiniteDistribution.FromWeights(
        new StateSpace(2, 3), [0.3, 1.1, 0.7, 0.2, 0.9, 0.4, 1.3, 0.6]);

    [Fact]
    public void Every_order_of_a_joint_distribution_writes_it()
    {
        var exact = AnyOrderConditionals.Of(P);
        foreach (var order in PartitionDecoding.All(3, [1, 1, 1]))
        {
            Assert.All(exact.LogOutput(order).Select((log, x) => (log, x)), pair => Assert.Equal(Math.Log(P[pair.x]), pair.log, 1e-13));
        }
    }

    [Fact]
    public void A_partition_writes_what_exact_decoding_writes()
    {
        var logs = AnyOrderConditionals.Of(P).LogOutput([0b101, 0b010]);
        var expected = PartitionDecoding.Distribution(P, [0b101, 0b010], blind: false);
        Assert.All(logs.Select((log, x) => (log, x)), pair => Assert.Equal(Math.Log(expected[pair.x]), pair.log, 1e-13));
    }

    [Fact]
    public void The_masked_loss_of_exact_conditionals_is_the_information_curve()
    {
        var (exact, curve) = (AnyOrderConditionals.Of(P), InformationCurve.Of(P));
        for (var size = 1; size <= 3; size++)
        {
            Assert.Equal(curve[3 - size + 1], exact.Loss(P, size), 1e-13);
        }
    }

    /// <summary>Noise keeps conditionals distributions, shared by all states that look alike, and costs something.</summary>
    [Fact]
    public void Perturbed_ones_are_conditionals_still()
    {
        var noisy = AnyOrderConditionals.Of(P).Perturbed(new RandomStream(5), 0.5);
        for (var mask = 1; mask <= P.Space.Everything; mask++)
        {
            for (var i = 0; i < 3; i++)
            {
                for (var x = 0; (mask >> i & 1) != 0 && x < 8; x++)
                {
                    Assert.Equal(1, Math.Exp(noisy.Log(mask, i, x & ~(1 << i))) + Math.Exp(noisy.Log(mask, i, x | (1 << i))), 1e-13);
                    Assert.Equal(noisy.Log(mask, i, x & (~mask | (1 << i))), noisy.Log(mask, i, x), 1e-15);
                }
            }
        }

        Assert.True(noisy.Loss(P, 2) > AnyOrderConditionals.Of(P).Loss(P, 2));
    }
}
