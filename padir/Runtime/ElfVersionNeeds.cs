namespace Gmlm.Padir.Runtime;

/// <summary>A symbol version that a library needs from another one.</summary>
/// <param name="File">The library that should provide the version, for example <c>libstdc++.so.6</c>.</param>
/// <param name="Version">The version's name, for example <c>GLIBCXX_3.4.32</c>.</param>
/// <param name="Index">The number by which <c>.gnu.version</c> assigns symbols to this version.</param>
/// <param name="Flags">With bit 2 (VER_FLG_WEAK) set, the loader accepts that the version is missing.</param>
/// <param name="FlagsOffset">The file position of the two bytes of the flags.</param>
internal sealed record VersionNeed(string File, string Version, int Index, ushort Flags, int FlagsOffset)
{
    /// <summary>VER_FLG_WEAK of the GNU symbol versioning.</summary>
    public const ushort WeakFlag = 2;

    /// <summary>Whether the loader accepts that the version is missing.</summary>
    public bool IsWeak => (Flags & WeakFlag) != 0;
}

/// <summary>
/// Reads the versions that a library needs from others: section <c>.gnu.version_r</c> (Linux Standard Base, "Version Requirements").
/// </summary>
internal static class ElfVersionNeeds
{
    private const int EntrySize = 16;

    /// <summary>All needed versions in file order; empty if there are none.</summary>
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
                needs.Add(
                    new VersionNeed(file, image.Text(strings, image.UInt32(at + 8)), image.UInt16(at + 6), image.UInt16(at + 4), at + 4));
                entry += Step(image.UInt32(at + 12), j + 1 < count);
            }

            // A malformed file may let entries overlap, so that more entries are read than the section has room for.
            if (needs.Count > section.Size / EntrySize)
            {
                throw new InvalidDataException("The ELF version needs overlap.");
            }

            library += Step(image.UInt32(position + 12), i + 1 < section.Info);
        }

        return needs;
    }

    // A step is at least one entry forward, so that a malformed file cannot make the reader loop forever.
    private static uint Step(uint next, bool expected) => !expected || next >= EntrySize
        ? next
        : throw new InvalidDataException("The chain of ELF version needs ends too early.");
}
