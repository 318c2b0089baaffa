namespace Gmlm.Reproduce.Claims;

/// <summary>The mask distributions of a check on N positions.</summary>
internal static class MaskGrid
{
    /// <summary>The uniform distributions of every size, then independent masking at rate 0.3.</summary>
    public static IEnumerable<(string Name, MaskDistribution Masks)> For(int length) =>
        [.. Enumerable.Range(1, length).Select(size => ($"k={size}", MaskDistribution.UniformOfSize(length, size))),
         ("rate 0.3", MaskDistribution.Bernoulli(length, 0.3))];
}
