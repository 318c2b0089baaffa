namespace Gmlm.Padir.Weights;

/// <summary>A named array of weights, with its values in row-major order and in single precision, whatever type the file stores.</summary>
/// <param name="Name">The name, unique in its file.</param>
/// <param name="Shape">The sizes, none negative; empty for a scalar.</param>
/// <param name="Values">The values; their number is the product of the sizes.</param>
/// <param name="Type">The type that the file stores.</param>
public sealed record WeightTensor(string Name, IReadOnlyList<long> Shape, float[] Values, WeightType Type = WeightType.F32)
{
    /// <summary>The shape in the notation of messages, such as <c>[96, 32]</c>.</summary>
    public static string Show(IEnumerable<long> shape) => FormattableString.Invariant($"[{string.Join(", ", shape)}]");
}

/// <summary>A tensor's type, shape and position in its file, known before any value is read.</summary>
/// <param name="Name">The name, unique in its file.</param>
/// <param name="Shape">The sizes, none negative.</param>
/// <param name="Type">The type that the file stores.</param>
/// <param name="Begin">The first byte, counted from the start of the data.</param>
/// <param name="End">The first byte after the tensor.</param>
public sealed record WeightEntry(string Name, IReadOnlyList<long> Shape, WeightType Type, long Begin, long End)
{
    /// <summary>The number of values.</summary>
    public long Count => (End - Begin) / Type.Size();
}
