using Gmlm.Padir.Training;
using Gmlm.Padir.Weights;
using Xunit;

namespace Gmlm.Padir.Tests.Training;

/// <summary>The mean of states, weight by weight.</summary>
public sealed class AverageWeightsTests
{
    [Theory]
    [InlineData(1, 1f, 10f)]
    [InlineData(2, 1.5f, 15f)]
    [InlineData(5, 3f, 30f)]
    public void It_is_the_mean(int states, float first, float second)
    {
        // State i holds the values i and 10 i. The order of the names differs between states, which must not matter.
        static IReadOnlyList<WeightTensor> State(int i) => i % 2 == 0 ? [Of("b", 10 * i), Of("a", i)] : [Of("a", i), Of("b", 10 * i)];
        var averaged = AverageWeights.Of([.. Enumerable.Range(1, states).Select(State)]);
        Assert.Equal([("a", first), ("b", second)], averaged.Select(tensor => (tensor.Name, Assert.Single(tensor.Values))));
    }

    [Fact]
    public void There_must_be_a_state() => Assert.Throws<ArgumentOutOfRangeException>(() => AverageWeights.Of([]));

    private static WeightTensor Of(string name, float value) => new(name, [1], [value]);
}
