using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Gmlm.Attack;

/// <summary>Pseudorandom numbers that are the same in every run, derived from the checksum of a text.</summary>
internal static class SeededShare
{
    private const string Seed = "20240721";

    /// <summary>A number in [0, 1).</summary>
    public static double Of(string key)
    {
        var sum = SHA256.HashData(Encoding.UTF8.GetBytes($"{Seed} {key}"));
        return (BinaryPrimitives.ReadUInt64LittleEndian(sum) >> 11) * Math.Pow(2, -53);
    }
}
