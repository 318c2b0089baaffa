namespace Gmlm.Padir.Runtime;

/// <summary>A version that a library wants of another one.</summary>
/// <param name="File">The library it wants it of, for example <c>libstdc++.so.6</c>.</param>
/// <param name="Version">The version's name, for example <c>GLIBCXX_3.4.32</c>.</param>
/// <param name="Index">The number by which <c>.gnu.version</c> ties symbols to this version.</param>
/// <param name="Flags">Bit 2 (VER_FLG_WEAK): the loader does not insist.</param>
/// <param name="FlagsOffset">Where the two bytes of the flags lie in the file.</param>
internal sealed record VersionNeed(string File, string Version, int Index, ushort Flags, int FlagsOffset)
{
    /// <summary>VER_FLG_WEAK of the GNU symbol versioning.</summary>
    public const ushort WeakFlag = 2;

    /// <summary>Whether the loader lets the version be missing.</summary>
    public bool IsWeak => (Flags & WeakFlag) != 0;
}

/// <summary>The versions that a library wants of others: section <c>.gnu.version_r</c> (Linux Standard Base, "Version Requirements").</summary>
internal static class ElfVersionNeeds
{
    private const int EntrySize = 16;

    /// <summary>All needs, in file order; empty when the file has none.</summary>
    /// <exception cref="InvalidDataException">The section is malformed.</exception>
    public static IReadOnlyList<VersionNeed> Read(ElfImage image)
    {
        if (image.Find(ElfSection.VersionNeeds) is not { } section)
        {
            return [];
        }

        var strings = image.Linked(section);
        var needs = new List<VersionNeed>();
        long library = 0;
        for (uint i = 0; i < section.Info; i++)
        {
            var position = ElfImage.At(section, library, EntrySize);
            var file = image.Text(strings, image.UInt32(position + 4));
            int count = image.UInt16(position + 2);
            var entry = library + image.UInt32(position + 8);
            for (var j = 0; j < count; j++)
            {
                var at = ElfImage.At(section, entry, EntrySize);
                needs.Add(new VersionNeed(file, image.Text(strings, image.UInt32(at + 8)), image.UInt16(at + 6), image.UInt16(at + 4), at + 4));
                entry += Step(image.UInt32(at + 12), j + 1 < count);
            }

            // Entries that overlap could be counted over and over.
            if (needs.Count > section.Size / EntrySize)
            {
                throw new InvalidDataException("The ELF version needs overlap.");
            }

            library += Step(image.UInt32(position + 12), i + 1 < section.Info);
        }

        return needs;
    }

    // Forward by at least one entry, so that no file keeps the reader in a loop.
    private static uint Step(uint next, bool expected) => !expected || next >= EntrySize
        ? next
        : throw new InvalidDataException("The chain of ELF version needs ends too early.");
}
