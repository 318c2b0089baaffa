namespace Gmlm.Reproduce.Claims;

/// <summary>The mask distributions that a check on N positions runs over.</summary>
internal static class MaskGrid
{
    /// <summary>Uniform of every size, then every position independently with rate 0.3.</summary>
    public static IEnumerable<(string Name, MaskDistribution Masks)> For(int length) =>
        [.. Enumerable.Range(1, length).Select(size => ($"k={size}", MaskDistribution.UniformOfSize(length, size))),
         ("rate 0.3", MaskDistribution.Bernoulli(length, 0.3))];
}
