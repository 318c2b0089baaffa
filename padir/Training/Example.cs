namespace Gmlm.Padir.Training;

/// <summary>A source and its target as token ids, each with its end; before the source stands [LENGTH] where the model reads it.</summary>
/// <param name="Source">With its end.</param>
/// <param name="Target">With its end.</param>
/// <param name="Cells">T, of the canvas that is to hold the target; 0 where there is no canvas.</param>
public readonly record struct Example(int[] Source, int[] Target, int Cells = 0)
{
    /// <summary>What the decoder reads: the target's tokens, or the canvas's cells and the end behind them.</summary>
    public int Positions => Cells > 0 ? Cells + 1 : Target.Length;
}
