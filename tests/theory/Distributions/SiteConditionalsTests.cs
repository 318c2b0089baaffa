using Gmlm.Theory.Chains;
using Gmlm.Theory.Distributions;
using Gmlm.Theory.Random;
using Xunit;

namespace Gmlm.Theory.Tests.Distributions;

public sealed class SiteConditionalsTests
{
    private static readonly StateSpace Pairs = new(2, 2);

    [Fact]
    public void Those_of_a_joint_distribution_close_around_every_rectangle()
    {
        foreach (var p in new[] { Ising.Clique(4, 4, 0.7, 0.3).Distribution(), Random(3, 3, 1), Random(4, 2, 2) })
        {
            Assert.InRange(SiteConditionals.Of(p).LargestDefect()!.Defect, 0, 1e-13);
        }
    }

    // p(x_0 = 1 given x_1) = ½ whatever x_1 is, p(x_1 = 1 given x_0) = ½ and ¾: the sum is ln(¾/¼) − ln(½/½) = ln 3.
    [Fact]
    public void The_sum_around_a_rectangle_is_the_definition()
    {
        var defect = new SiteConditionals(Pairs, [[0.5, 0.5, 0.5, 0.5], [0.5, 0.25, 0.5, 0.75]]).LargestDefect()!;
        Assert.Equal(Math.Log(3), defect.Defect, 1e-15);
        Assert.Equal(((0, 1), (0, 1), (0, 1), 0), (defect.Positions, defect.First, defect.Second, defect.Others));
    }

    // x_0 and x_1 disagree only where x_2 = 1.
    [Fact]
    public void The_first_of_the_largest_is_found_with_the_state_of_the_others()
    {
        var space = new StateSpace(2, 3);
        var tables = Enumerable.Range(0, 3).Select(_ => Enumerable.Repeat(0.5, 8).ToArray()).ToArray();
        (tables[1][0b100], tables[1][0b110]) = (0.2, 0.8);
        var defect = new SiteConditionals(space, tables).LargestDefect()!;
        Assert.Equal((0, 1), defect.Positions);
        Assert.Equal(0b100, defect.Others);
        Assert.Equal(Math.Log(4), defect.Defect, 1e-14);
    }

    [Fact]
    public void Rectangles_with_a_zero_are_left_out()
    {
        Assert.Null(new SiteConditionals(Pairs, [[1, 0, 0.5, 0.5], [0.5, 0.5, 0.5, 0.5]]).LargestDefect());
        Assert.Null(new SiteConditionals(new StateSpace(3, 1), [[0.2, 0.3, 0.5]]).LargestDefect());
    }

    [Fact]
    public void Glauber_dynamics_of_a_joint_distribution_is_block_dynamics_of_one_position()
    {
        var p = Random(3, 2, 3);
        var expected = new BlockDynamics(p, MaskDistribution.UniformOfSize(2, 1)).Kernel();
        var kernel = SiteConditionals.Of(p).Glauber();
        for (var x = 0; x < 9; x++)
        {
            for (var y = 0; y < 9; y++)
            {
                Assert.Equal(expected[x, y], kernel[x, y], 1e-14);
            }
        }
    }

    [Fact]
    public void What_is_no_distribution_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new SiteConditionals(Pairs, [[0.5, 0.5, 0.5, 0.5]]));
        Assert.Throws<ArgumentException>(() => new SiteConditionals(Pairs, [[0.5, 0.5, 0.5, 0.5], [0.5, 0.5, 0.5]]));
        Assert.Throws<ArgumentException>(() => new SiteConditionals(Pairs, [[0.6, 0.5, 0.5, 0.5], [0.5, 0.5, 0.5, 0.5]]));
        Assert.Throws<ArgumentException>(() => new SiteConditionals(Pairs, [[1.5, -0.5, 0.5, 0.5], [0.5, 0.5, 0.5, 0.5]]));
        Assert.Throws<ArgumentException>(() => new SiteConditionals(Pairs, [[double.NaN, 0.5, 0.5, 0.5], [0.5, 0.5, 0.5, 0.5]]));
    }

    private static FiniteDistribution Random(int alphabet, int length, ulong seed)
    {
        var (space, random) = (new StateSpace(alphabet, length), new RandomStream(seed));
        return FiniteDistribution.FromWeights(space, [.. Enumerable.Range(0, space.Count).Select(_ => 0.05 + random.NextUniform())]);
    }
}
