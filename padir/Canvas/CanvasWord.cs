namespace Gmlm.Padir.Canvas;

/// <summary>A word on a canvas, and the neighbouring cells that hold it.</summary>
/// <param name="Id">The word's id.</param>
/// <param name="First">The index of its first cell.</param>
/// <param name="End">The index after its last cell.</param>
public readonly record struct CanvasWord(int Id, int First, int End)
{
    /// <summary>Returns the largest of the values of its cells, for example ln p of its most probable cell.</summary>
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
