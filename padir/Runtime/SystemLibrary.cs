using System.Runtime.InteropServices;

namespace Gmlm.Padir.Runtime;

/// <summary>The file behind a shared library of the system, as the loader finds it: search paths and LD_LIBRARY_PATH included.</summary>
internal static class SystemLibrary
{
    /// <summary>Loads the library, as later loads by others would, and tells which file it is; null when the loader has no such library.</summary>
    /// <param name="name">The name the loader knows, for example <c>libstdc++.so.6</c>.</param>
    public static string? Locate(string name)
    {
        if (!NativeLibrary.TryLoad(name, out _))
        {
            return null;
        }

        // The mapped file is where links lead, for example libstdc++.so.6.0.30.
        return File.ReadLines("/proc/self/maps").Select(MappedFile).FirstOrDefault(path => Path.GetFileName(path).StartsWith(name, StringComparison.Ordinal));
    }

    /// <summary>The path in a line "address permissions offset device inode path" of /proc/self/maps; empty for anonymous memory.</summary>
    internal static string MappedFile(string line)
    {
        var path = line.IndexOf('/', StringComparison.Ordinal);
        return path < 0 ? "" : line[path..];
    }
}
