namespace Gmlm.Padir.Weights;

/// <summary>A named array of weights: its values in row-major order, single precision whatever the file holds.</summary>
/// <param name="Name">Unique in its file.</param>
/// <param name="Shape">Sizes, none negative; empty for a scalar.</param>
/// <param name="Values">As many as the product of the sizes.</param>
/// <param name="Type">How the file stores them.</param>
public sealed record WeightTensor(string Name, IReadOnlyList<long> Shape, float[] Values, WeightType Type = WeightType.F32)
{
    /// <summary>The shape as messages show it: <c>[96, 32]</c>.</summary>
    public static string Show(IEnumerable<long> shape) => FormattableString.Invariant($"[{string.Join(", ", shape)}]");
}

/// <summary>Where a tensor lies in its file, known before any value is read.</summary>
/// <param name="Name">Unique in its file.</param>
/// <param name="Shape">Sizes, none negative.</param>
/// <param name="Type">How the file stores the values.</param>
/// <param name="Begin">First byte, counted from the start of the data.</param>
/// <param name="End">The byte after the last.</param>
public sealed record WeightEntry(string Name, IReadOnlyList<long> Shape, WeightType Type, long Begin, long End)
{
    /// <summary>Number of values.</summary>
    public long Count => (End - Begin) / Type.Size();
}
