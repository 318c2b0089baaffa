namespace Gmlm.Padir.Runtime;

/// <summary>Finds the symbol versions that a library's relocations need.</summary>
internal static class ElfReferences
{
    private const int VersionMask = 0x7fff; // the top bit only marks the symbol as hidden

    /// <summary>
    /// The version numbers (<see cref="VersionNeed.Index"/>) of all symbols that some relocation refers to. A symbol without a relocation
    /// has no address in the library, so the library works whether or not the loader finds the symbol.
    /// </summary>
    /// <exception cref="InvalidDataException">A relocation or the table of symbol versions is malformed.</exception>
    public static IReadOnlySet<int> RelocatedVersions(ElfImage image)
    {
        var relocated = new HashSet<int>();
        if (image.Find(ElfSection.SymbolVersions) is not { } versions)
        {
            return relocated;
        }

        foreach (var section in image.Sections)
        {
            var size = section.Type switch { ElfSection.RelocationsWithAddend => 24, ElfSection.Relocations => 16, _ => 0 };
            if (size == 0 || image.Linked(section).Type != ElfSection.DynamicSymbols)
            {
                continue;
            }

            for (long entry = 0; entry < section.Size; entry += size)
            {
                var symbol = image.UInt64(ElfImage.At(section, entry, size) + 8) >> 32;
                relocated.Add(image.UInt16(ElfImage.At(versions, 2 * (long)symbol, 2)) & VersionMask);
            }
        }

        return relocated;
    }
}
