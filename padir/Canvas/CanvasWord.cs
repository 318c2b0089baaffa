namespace Gmlm.Padir.Canvas;

/// <summary>A word on a canvas: the neighbouring cells that say it.</summary>
/// <param name="Id">The word.</param>
/// <param name="First">Its first cell.</param>
/// <param name="End">The cell after its last one.</param>
public readonly record struct CanvasWord(int Id, int First, int End)
{
    /// <summary>The largest of its cells' values, for example ln p of the surest of them.</summary>
    public float Largest(IReadOnlyList<float> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var largest = values[First];
        for (var t = First + 1; t < End; t++)
        {
            largest = Math.Max(largest, values[t]);
        }

        return largest;
    }
}
