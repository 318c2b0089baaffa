using System.Buffers.Binary;
using System.Text;

namespace Gmlm.Padir.Runtime;

/// <summary>A section of an ELF file: its type and position, and the index of the section that it refers to.</summary>
internal readonly record struct ElfSection(uint Type, int Offset, int Size, int Link, uint Info)
{
    public const uint RelocationsWithAddend = 4;
    public const uint NoBits = 8;
    public const uint Relocations = 9;
    public const uint DynamicSymbols = 11;
    public const uint VersionDefinitions = 0x6ffffffd;
    public const uint VersionNeeds = 0x6ffffffe;
    public const uint SymbolVersions = 0x6fffffff;
}

/// <summary>
/// A 64-bit little-endian ELF file (System V ABI, chapter 4): the section table and bounds-checked reads. The file is untrusted: whatever
/// its content, no exception other than <see cref="InvalidDataException"/> is thrown.
/// </summary>
internal sealed class ElfImage
{
    private const int HeaderSize = 64;
    private const int SectionHeaderSize = 64;

    private readonly byte[] _bytes;

    /// <summary>Reads the header and the section table.</summary>
    /// <exception cref="InvalidDataException">The file is not 64-bit little-endian ELF, is truncated, or has a section outside of its
    /// bounds.</exception>
    public ElfImage(byte[] bytes)
    {
        _bytes = bytes;
        if (bytes.Length < HeaderSize || !bytes.AsSpan(0, 4).SequenceEqual("\u007fELF"u8))
        {
            throw new InvalidDataException($"Not an ELF file ({bytes.Length} bytes).");
        }

        if (bytes[4] != 2 || bytes[5] != 1)
        {
            throw new InvalidDataException("Not a 64-bit little-endian ELF file.");
        }

        var table = UInt64(40);
        int headerSize = UInt16(58), count = UInt16(60);
        if (count == 0 || headerSize != SectionHeaderSize)
        {
            throw new InvalidDataException($"The ELF file has no usable section table ({count} sections, headers of {headerSize} bytes).");
        }

        var start = Inside(table, (ulong)count * SectionHeaderSize, "section table");
        Sections = [.. Enumerable.Range(0, count).Select(i => ReadSection(start + i * SectionHeaderSize))];
    }

    /// <summary>The sections in file order; a section's link is an index into this list.</summary>
    public IReadOnlyList<ElfSection> Sections { get; }

    /// <summary>The first section of a type, or null.</summary>
    public ElfSection? Find(uint type)
    {
        foreach (var section in Sections)
        {
            if (section.Type == type)
            {
                return section;
            }
        }

        return null;
    }

    /// <summary>The section that another section links to.</summary>
    public ElfSection Linked(ElfSection section) => section.Link < Sections.Count
        ? Sections[section.Link]
        : throw new InvalidDataException($"An ELF section refers to section {section.Link}; there are {Sections.Count}.");

    /// <summary>The file position of <paramref name="length"/> bytes at <paramref name="offset"/> within a section.</summary>
    public static int At(ElfSection section, long offset, int length) => offset >= 0 && offset + length <= section.Size
        ? section.Offset + (int)offset
        : throw new InvalidDataException($"An ELF entry at {offset} lies outside of its section of {section.Size} bytes.");

    /// <summary>The zero-terminated name at <paramref name="offset"/> of a string table.</summary>
    public string Text(ElfSection strings, uint offset)
    {
        var start = At(strings, offset, 1);
        var rest = _bytes.AsSpan(start, strings.Size - (int)offset);
        var length = rest.IndexOf((byte)0);
        return length >= 0 ? Encoding.ASCII.GetString(rest[..length]) : throw new InvalidDataException("An ELF name has no end.");
    }

    public ushort UInt16(int position) => BinaryPrimitives.ReadUInt16LittleEndian(_bytes.AsSpan(position));

    public uint UInt32(int position) => BinaryPrimitives.ReadUInt32LittleEndian(_bytes.AsSpan(position));

    public ulong UInt64(int position) => BinaryPrimitives.ReadUInt64LittleEndian(_bytes.AsSpan(position));

    private ElfSection ReadSection(int header)
    {
        var type = UInt32(header + 4);
        ulong offset = UInt64(header + 24), size = UInt64(header + 32);
        var empty = type is 0 or ElfSection.NoBits;
        return new ElfSection(
            type,
            empty ? 0 : Inside(offset, size, "section"),
            empty ? 0 : (int)size,
            (int)Math.Min(UInt32(header + 40), int.MaxValue),
            UInt32(header + 44));
    }

    private int Inside(ulong offset, ulong size, string what)
    {
        var length = (ulong)_bytes.Length;
        return offset <= length && size <= length - offset
            ? (int)offset
            : throw new InvalidDataException($"An ELF {what} (offset {offset}, {size} bytes) lies outside of the file of {length} bytes.");
    }
}
