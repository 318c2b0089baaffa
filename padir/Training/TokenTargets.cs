namespace Gmlm.Padir.Training;

/// <summary>The target distributions of n positions: for each a few ids with weights that sum to 1.</summary>
/// <param name="Starts">n + 1 indices: position i has the ids from index Starts[i] up to, not including, Starts[i + 1].</param>
/// <param name="Ids">The ids of all positions, one position after another.</param>
/// <param name="Weights">The weight of each id.</param>
internal sealed record TokenTargets(int[] Starts, int[] Ids, double[] Weights)
{
    /// <summary>n, the number of positions.</summary>
    public int Count => Starts.Length - 1;

    /// <summary>Targets with one id, of weight 1, for each position.</summary>
    public static TokenTargets Of(int[] ids) => new([.. Enumerable.Range(0, ids.Length + 1)], ids, [.. Enumerable.Repeat(1.0, ids.Length)]);

    /// <summary>Σ weight · value over the ids of a position.</summary>
    public double Mean(int position, ReadOnlySpan<float> values)
    {
        var sum = 0.0;
        for (var k = Starts[position]; k < Starts[position + 1]; k++)
        {
            sum += Weights[k] * values[Ids[k]];
        }

        return sum;
    }
}
