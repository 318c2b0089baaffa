namespace Gmlm.Padir.Weights;

/// <summary>The type in which a file stores a tensor's values; in memory they are single precision.</summary>
public enum WeightType
{
    /// <summary>IEEE single precision, 4 bytes.</summary>
    F32,

    /// <summary>IEEE half precision, 2 bytes.</summary>
    F16,

    /// <summary>The upper half of a single, 2 bytes.</summary>
    BF16,

    /// <summary>An integer from −127 to 127, 1 byte, to be multiplied by its row's scale (<see cref="RowScale"/>).</summary>
    I8,
}

/// <summary>The sizes and names of <see cref="WeightType"/>.</summary>
internal static class WeightTypes
{
    public static int Size(this WeightType type) => type switch { WeightType.F32 => 4, WeightType.I8 => 1, _ => 2 };

    /// <summary>Finds a type by its name in the format; names are case-sensitive.</summary>
    public static bool TryParse(string name, out WeightType type)
    {
        (var known, type) = name switch
        {
            "F32" => (true, WeightType.F32),
            "F16" => (true, WeightType.F16),
            "BF16" => (true, WeightType.BF16),
            "I8" => (true, WeightType.I8),
            _ => (false, WeightType.F32),
        };
        return known;
    }
}
