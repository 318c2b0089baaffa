namespace Gmlm.Padir.Training;

/// <summary>What n positions are to say: for each a few ids with weights that sum to one.</summary>
/// <param name="Starts">n + 1 places: position i has the ids from Starts[i] to before Starts[i + 1].</param>
/// <param name="Ids">Of all positions, one after another.</param>
/// <param name="Weights">One for each id.</param>
internal sealed record TokenTargets(int[] Starts, int[] Ids, double[] Weights)
{
    /// <summary>n.</summary>
    public int Count => Starts.Length - 1;

    /// <summary>One id for each position.</summary>
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
