using System.Buffers.Binary;
using System.Text;

namespace Gmlm.Padir.Tests.Runtime;

/// <summary>
/// Writes the smallest ELF file with all the parts that the reader reads: version needs, version definitions, two symbols per need, and
/// relocations.
/// </summary>
internal static class ElfBuilder
{
    /// <summary>A needed version of a library, with its flags and whether a relocation refers to a symbol of it.</summary>
    internal sealed record Need(string File, string Version, ushort Flags = 0, bool Relocated = false);

    private const int HeaderSize = 64;

    public static byte[] Build(IReadOnlyList<Need> needs, IReadOnlyList<string> definitions)
    {
        var strings = new List<byte> { 0 };
        uint Name(string text)
        {
            var offset = strings.Count;
            strings.AddRange([.. Encoding.ASCII.GetBytes(text), 0]);
            return (uint)offset;
        }

        var files = needs.Select((need, i) => (need, index: i + 2)).GroupBy(item => item.need.File).ToList();
        var needBytes = new List<byte>();
        foreach (var (file, last) in files.Select((file, i) => (file, i == files.Count - 1)))
        {
            var items = file.ToList();
            needBytes.AddRange([.. U16(1), .. U16(items.Count), .. U32(Name(file.Key)), .. U32(16), .. U32(last ? 0 : 16 + 16 * (uint)items.Count)]);
            foreach (var (item, end) in items.Select((item, i) => (item, i == items.Count - 1)))
            {
                needBytes.AddRange([.. U32(0), .. U16(item.need.Flags), .. U16(item.index), .. U32(Name(item.need.Version)), .. U32(end ? 0u : 16u)]);
            }
        }

        var definitionBytes = new List<byte>();
        for (var i = 0; i < definitions.Count; i++)
        {
            definitionBytes.AddRange(
            [
                .. U16(1), .. U16(0), .. U16(i + 1), .. U16(1), .. U32(0), .. U32(20), .. U32(i + 1 < definitions.Count ? 28u : 0u),
                .. U32(Name(definitions[i])), .. U32(0),
            ]);
        }

        // Symbol 0 is the null symbol; symbol i + 1 has the version of need i. Only versions and relocations are read.
        byte[] symbols = new byte[24 * (needs.Count + 1)];
        byte[] versions = [.. U16(0), .. Enumerable.Range(0, needs.Count).SelectMany(i => U16(i + 2))];
        byte[] relocations = [.. needs.Select((need, i) => (need, i)).Where(item => item.need.Relocated).SelectMany(item => Relocation((uint)item.i + 1))];

        (uint Type, byte[] Bytes, uint Link, uint Info)[] sections =
        [
            (0, [], 0, 0),
            (11, symbols, 2, 1),
            (3, [.. strings], 0, 0),
            (0x6fffffff, versions, 1, 0),
            (0x6ffffffe, [.. needBytes], 2, (uint)files.Count),
            (0x6ffffffd, [.. definitionBytes], 2, (uint)definitions.Count),
            (4, relocations, 1, 0),
        ];

        var body = new List<byte>();
        var table = new List<byte>();
        foreach (var (type, bytes, link, info) in sections)
        {
            table.AddRange([.. U32(0), .. U32(type), .. U64(0), .. U64(0), .. U64(HeaderSize + (ulong)body.Count), .. U64((ulong)bytes.Length), .. U32(link), .. U32(info), .. U64(1), .. U64(0)]);
            body.AddRange(bytes);
        }

        byte[] header = new byte[HeaderSize];
        "\u007fELF\u0002\u0001\u0001"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt64LittleEndian(header.AsSpan(40), HeaderSize + (ulong)body.Count);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(58), 64);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(60), (ushort)sections.Length);
        return [.. header, .. body, .. table];
    }

    private static byte[] Relocation(uint symbol) => [.. U64(0), .. U64(((ulong)symbol << 32) | 6), .. U64(0)];

    private static byte[] U16(int value) => [(byte)value, (byte)(value >> 8)];

    private static byte[] U32(uint value) => BitConverter.GetBytes(value);

    private static byte[] U64(ulong value) => BitConverter.GetBytes(value);
}
