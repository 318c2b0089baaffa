using System.Numerics.Tensors;
using Gmlm.Padir.Weights;

namespace Gmlm.Padir.Training;

/// <summary>The mean of several states of one model, weight by weight (Vaswani et al. 2017).</summary>
public static class AverageWeights
{
    /// <param name="states">At least one; the same names and shapes in the same order.</param>
    public static IReadOnlyList<WeightTensor> Of(IReadOnlyList<IReadOnlyList<WeightTensor>> states)
    {
        ArgumentOutOfRangeException.ThrowIfZero(states.Count);
        return [.. states[0].Select((tensor, i) => tensor with { Values = Mean([.. states.Select(state => state[i].Values)]) })];
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
