using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Gmlm.Padir.Runtime;

/// <summary>
/// While it lives, numbers too small for a normal representation (below 1.2·10⁻³⁸ in single precision) count as 0 on this thread, and on those that torch starts from it. A trained
/// network's attention is full of them, exp(score − largest) of the words it does not look at, and a processor takes a hundred times as long for each; as 0 they change no sum. For
/// the thread's other work the old mode comes back, and must: vectorised code that keeps whole numbers among its floats (the index of a largest value) would lose the small ones.
/// Only on Linux with glibc on x64; elsewhere nothing happens.
/// </summary>
internal readonly struct FlushedDenormals : IDisposable
{
    // Of MXCSR: results flushed (FTZ), operands taken as 0 (DAZ).
    private const uint Flush = 0x8040;

    private static readonly bool Possible = OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64 && NativeLibrary.TryLoad("libm.so.6", out _);

    private readonly Environment _before;
    private readonly bool _set;

    private FlushedDenormals(Environment before) => (_before, _set) = (before, true);

    /// <summary>From here on; dispose of it on the same thread.</summary>
    public static FlushedDenormals Begin() => Set(flush: true);

    /// <summary>Not, from here on: for managed code within.</summary>
    public static FlushedDenormals Suspend() => Set(flush: false);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_set)
        {
            _ = SetEnvironment(_before);
        }
    }

    private static FlushedDenormals Set(bool flush)
    {
        if (!Possible || GetEnvironment(out var before) != 0)
        {
            return default;
        }

        var wanted = before;
        wanted.Registers[7] = flush ? before.Registers[7] | Flush : before.Registers[7] & ~Flush;
        _ = SetEnvironment(wanted);
        return new FlushedDenormals(before);
    }

    [DllImport("libm.so.6", EntryPoint = "fegetenv"), SuppressGCTransition]
    private static extern int GetEnvironment(out Environment environment);

    [DllImport("libm.so.6", EntryPoint = "fesetenv"), SuppressGCTransition]
    private static extern int SetEnvironment(in Environment environment);

    // glibc's fenv_t on x64: 28 bytes of the x87's, then MXCSR.
    private struct Environment
    {
        public Words Registers;
    }

    [InlineArray(8)]
    private struct Words
    {
        private uint _first;
    }
}
