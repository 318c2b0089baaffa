namespace Gmlm.Padir.Training;

/// <summary>
/// A source and its target as token ids. The source begins with [LENGTH] if the model's length predictor reads this token.
/// </summary>
/// <param name="Source">The source with its end token.</param>
/// <param name="Target">The target with its end token.</param>
/// <param name="Cells">T, the number of cells of the target's canvas; 0 without a canvas.</param>
public readonly record struct Example(int[] Source, int[] Target, int Cells = 0)
{
    /// <summary>The number of decoder inputs: the target's tokens, or the cells of the canvas and the end token.</summary>
    public int Positions => Cells > 0 ? Cells + 1 : Target.Length;
}
