using System.Runtime.InteropServices;

namespace Gmlm.Padir.Runtime;

/// <summary>
/// How the C library gives memory back. By default glibc returns every large block to the system as soon as it is freed, and the next step of training takes it anew: the system then
/// clears each page again, which takes a third of a step. Kept, it is used again.
/// </summary>
internal static class NativeHeap
{
    private const int TrimThreshold = -1; // M_TRIM_THRESHOLD
    private const int MmapThreshold = -3; // M_MMAP_THRESHOLD
    private const int LargestThreshold = 32 << 20; // HEAP_MAX / 2, the most that glibc takes

    private static readonly Lazy<bool> Once = new(Set);

    /// <summary>From now on freed memory stays with the process; a no-op where the C library is another. Whether it took effect.</summary>
    public static bool KeepFreedMemory() => Once.Value;

    private static bool Set()
    {
        try
        {
            return OperatingSystem.IsLinux() && MallOpt(MmapThreshold, LargestThreshold) != 0 && MallOpt(TrimThreshold, int.MaxValue) != 0;
        }
        catch (EntryPointNotFoundException)
        {
            return false; // musl has no such call.
        }
    }

    [DllImport("libc", EntryPoint = "mallopt")]
    private static extern int MallOpt(int parameter, int value);
}
