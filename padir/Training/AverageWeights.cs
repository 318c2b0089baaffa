using System.Numerics.Tensors;
using Gmlm.Padir.Weights;

namespace Gmlm.Padir.Training;

/// <summary>Averages several states of one model weight by weight (Vaswani et al. 2017).</summary>
public static class AverageWeights
{
    /// <param name="states">At least one state. All have the same names and shapes, in any order.</param>
    /// <returns>The mean weights, in the order of their names.</returns>
    public static IReadOnlyList<WeightTensor> Of(IReadOnlyList<IReadOnlyList<WeightTensor>> states)
    {
        ArgumentOutOfRangeException.ThrowIfZero(states.Count);
        return
        [
            .. states.SelectMany(state => state)
                .GroupBy(tensor => tensor.Name)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => group.First() with { Values = Mean([.. group.Select(tensor => tensor.Values)]) }),
        ];
    }

    private static float[] Mean(float[][] values)
    {
        var sum = new float[values[0].Length];
        foreach (var value in values)
        {
            TensorPrimitives.Add(sum, value, sum);
        }

        TensorPrimitives.Divide(sum, values.Length, sum);
        return sum;
    }
}
