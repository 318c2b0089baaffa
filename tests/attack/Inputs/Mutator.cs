namespace Gmlm.Attack.Inputs;

/// <summary>Makes a hostile file from a valid one.</summary>
/// <param name="random">The generator of all choices.</param>
/// <param name="valid">The valid file, which is not changed.</param>
/// <param name="other">Another valid file of the same kind, to splice from.</param>
internal delegate byte[] Mutator(Random random, byte[] valid, byte[] other);

/// <summary>Mutations of bytes, regardless of their meaning.</summary>
internal static class ByteMutations
{
    private static readonly ulong[] Extremes =
    [
        0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF, 100_000_001, 1UL << 40, long.MaxValue,
        1UL << 63, ulong.MaxValue,
    ];

    /// <summary>
    /// Applies one to four mutations: a bit is flipped, or bytes are cut, doubled, replaced by extremes or noise, or spliced from another
    /// file.
    /// </summary>
    public static byte[] Of(Random random, byte[] valid, byte[] other)
    {
        var bytes = new List<byte>(valid);
        for (var times = random.Next(1, 5); times > 0; times--)
        {
            One(random, bytes, other);
        }

        return [.. bytes];
    }

    private static void One(Random random, List<byte> bytes, byte[] other)
    {
        var at = random.Next(bytes.Count + 1);
        var length = Math.Min(bytes.Count - at, random.Next(4) == 0 ? random.Next(bytes.Count + 1) : random.Next(1, 9));
        switch (random.Next(8))
        {
            case 0 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when at < bytes.Count:
                bytes[at] = (byte)random.Next(256);
                break;
            case 2:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 3:
                bytes.RemoveRange(at, length);
                break;
            case 4:
                bytes.InsertRange(at, bytes.GetRange(at, length));
                break;
            case 5:
                Overwrite(bytes, at, BitConverter.GetBytes(Extremes[random.Next(Extremes.Length)])[..(1 << random.Next(4))]);
                break;
            case 6:
                var from = random.Next(other.Length + 1);
                bytes.InsertRange(at, other.AsSpan(from, random.Next(other.Length - from + 1)).ToArray());
                break;
            default:
                bytes.InsertRange(at, Enumerable.Range(0, random.Next(1, 17)).Select(_ => (byte)random.Next(256)).ToArray());
                break;
        }
    }

    private static void Overwrite(List<byte> bytes, int at, byte[] with)
    {
        for (var i = 0; i < with.Length && at + i < bytes.Count; i++)
        {
            bytes[at + i] = with[i];
        }
    }
}
