namespace Gmlm.Padir.Weights;

/// <summary>
/// Stores matrices in eight bits: w ≈ s_r·q with integers q from −127 to 127 and a scale s_r = max |w_r| / 127 for each row r. The scales
/// are stored beside the matrix, under its name and <see cref="Suffix"/>. No weight changes by more than s_r/2, and the file has half the
/// size of half precision. It is used for models that only serve comparisons, not translation.
/// </summary>
public static class RowScale
{
    /// <summary>The suffix that turns a matrix's name into the name of its scales.</summary>
    public const string Suffix = ".row_scale";

    /// <summary>The largest integer q.</summary>
    public const int Most = 127;

    /// <summary>Packs matrices into eight bits with their scales, and vectors and scalars into half precision.</summary>
    public static IEnumerable<WeightTensor> Pack(IEnumerable<WeightTensor> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        return weights.SelectMany(
            tensor => tensor.Shape.Count == 2 && tensor.Values.Length > 0 ? Packed(tensor) : [tensor with { Type = WeightType.F16 }]);
    }

    /// <summary>Restores the weights to within half a scale; tensors that were not packed are unchanged.</summary>
    /// <exception cref="SafetensorsException">The scales belong to no matrix in the file, or an eight-bit matrix has no scales.</exception>
    public static IReadOnlyList<WeightTensor> Unpack(IReadOnlyList<WeightTensor> stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        var scales = stored.Where(tensor => tensor.Name.EndsWith(Suffix, StringComparison.Ordinal))
            .ToDictionary(tensor => tensor.Name[..^Suffix.Length]);
        foreach (var name in scales.Keys.Concat(stored.Where(tensor => tensor.Type == WeightType.I8).Select(tensor => tensor.Name)))
        {
            var matrix = stored.SingleOrDefault(tensor => tensor.Name == name);
            if (
                matrix is not { Type: WeightType.I8, Shape.Count: 2, Values.Length: > 0 }
                    || !scales.TryGetValue(name, out var scale)
                    || scale.Values.Length != matrix.Shape[0])
            {
                throw SafetensorsException.Of(
                    name, $"eight-bit weights are a matrix and, named {name}{Suffix}, one scale for each of its rows");
            }
        }

        return
        [
            .. stored.Where(tensor => !tensor.Name.EndsWith(Suffix, StringComparison.Ordinal))
                .Select(tensor => scales.TryGetValue(tensor.Name, out var scale) ? Unpacked(tensor, scale.Values) : tensor),
        ];
    }

    private static WeightTensor[] Packed(WeightTensor matrix)
    {
        var columns = matrix.Values.Length / (int)matrix.Shape[0];
        float[] scales = [.. matrix.Values.Chunk(columns).Select(row => row.Max(Math.Abs) / Most)];
        float[] whole = [.. matrix.Values.Select((value, i) => scales[i / columns] > 0 ? MathF.Round(value / scales[i / columns]) : 0)];
        return [matrix with { Values = whole, Type = WeightType.I8 }, new WeightTensor(matrix.Name + Suffix, [scales.Length], scales)];
    }

    private static WeightTensor Unpacked(WeightTensor matrix, float[] scales)
    {
        var columns = matrix.Values.Length / scales.Length;
        return matrix with { Values = [.. matrix.Values.Select((whole, i) => whole * scales[i / columns])], Type = WeightType.F32 };
    }
}
