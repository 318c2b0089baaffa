namespace Gmlm.Padir.Runtime;

/// <summary>The versions that a library provides: section <c>.gnu.version_d</c> (Linux Standard Base, "Version Definitions").</summary>
internal static class ElfVersionDefinitions
{
    private const int EntrySize = 20;

    /// <summary>The names of the versions; empty if the file defines none.</summary>
    /// <exception cref="InvalidDataException">The section is malformed.</exception>
    public static IReadOnlySet<string> Read(ElfImage image)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        if (image.Find(ElfSection.VersionDefinitions) is not { } section)
        {
            return names;
        }

        var strings = image.Linked(section);
        long entry = 0;
        for (uint i = 0; i < section.Info; i++)
        {
            var position = ElfImage.At(section, entry, EntrySize);
            var name = ElfImage.At(section, entry + image.UInt32(position + 12), 8);
            names.Add(image.Text(strings, image.UInt32(name)));
            var next = image.UInt32(position + 16);
            if (next < EntrySize && i + 1 < section.Info)
            {
                throw new InvalidDataException("The chain of ELF version definitions ends too early.");
            }

            entry += next;
        }

        return names;
    }
}
