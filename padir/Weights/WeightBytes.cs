using System.Buffers.Binary;

namespace Gmlm.Padir.Weights;

/// <summary>
/// Converts values to little-endian bytes and back. The reduced precisions round to nearest, ties to even; NaN stays NaN.
/// </summary>
internal static class WeightBytes
{
    private const ushort QuietBit = 0x0040;

    public static void Decode(ReadOnlySpan<byte> bytes, WeightType type, Span<float> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = type switch
            {
                WeightType.F32 => BinaryPrimitives.ReadSingleLittleEndian(bytes[(4 * i)..]),
                WeightType.F16 => (float)BinaryPrimitives.ReadHalfLittleEndian(bytes[(2 * i)..]),
                WeightType.I8 => (sbyte)bytes[i],
                _ => BitConverter.UInt32BitsToSingle((uint)BinaryPrimitives.ReadUInt16LittleEndian(bytes[(2 * i)..]) << 16),
            };
        }
    }

    public static void Encode(ReadOnlySpan<float> values, WeightType type, Span<byte> bytes)
    {
        for (var i = 0; i < values.Length; i++)
        {
            switch (type)
            {
                case WeightType.F32:
                    BinaryPrimitives.WriteSingleLittleEndian(bytes[(4 * i)..], values[i]);
                    break;
                case WeightType.F16:
                    BinaryPrimitives.WriteHalfLittleEndian(bytes[(2 * i)..], (Half)values[i]);
                    break;
                case WeightType.I8:
                    bytes[i] = (byte)(sbyte)Math.Clamp(MathF.Round(values[i]), -RowScale.Most, RowScale.Most);
                    break;
                default:
                    BinaryPrimitives.WriteUInt16LittleEndian(bytes[(2 * i)..], RoundToBrain(values[i]));
                    break;
            }
        }
    }

    /// <summary>Rounds to bfloat16, to nearest with ties to even; overflow becomes infinity.</summary>
    private static ushort RoundToBrain(float value)
    {
        var bits = BitConverter.SingleToUInt32Bits(value);
        return float.IsNaN(value)
            ? (ushort)((bits >> 16) | QuietBit) // without this bit, a NaN whose payload is in the lower half would become infinity
            : (ushort)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
    }
}
