using System.Runtime.InteropServices;

namespace Gmlm.Padir.Runtime;

/// <summary>Finds the file of a shared system library in the same way as the loader, search paths and LD_LIBRARY_PATH included.</summary>
internal static class SystemLibrary
{
    /// <summary>Loads the library and returns the path of its file; null if the loader does not find the library.</summary>
    /// <param name="name">The name the loader knows, for example <c>libstdc++.so.6</c>.</param>
    public static string? Locate(string name)
    {
        if (!NativeLibrary.TryLoad(name, out _))
        {
            return null;
        }

        // The mapped file is the target of symbolic links, for example libstdc++.so.6.0.30.
        return File.ReadLines("/proc/self/maps")
            .Select(MappedFile)
            .FirstOrDefault(path => Path.GetFileName(path).StartsWith(name, StringComparison.Ordinal));
    }

    /// <summary>The path in a line "address permissions offset device inode path" of /proc/self/maps; empty for anonymous memory.</summary>
    internal static string MappedFile(string line)
    {
        var path = line.IndexOf('/', StringComparison.Ordinal);
        return path < 0 ? "" : line[path..];
    }
}
