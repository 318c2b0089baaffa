using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Gmlm.Attack.Inputs;

/// <summary>
/// The processor time of the current thread, which other work on the machine does not affect. On systems other than Linux it is wall-clock
/// time.
/// </summary>
internal static partial class ThreadTime
{
    private const int ThreadClock = 3; // CLOCK_THREAD_CPUTIME_ID

    /// <summary>The time so far.</summary>
    public static TimeSpan Now => OperatingSystem.IsLinux() && Read(ThreadClock, out var time) == 0
        ? TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromTicks(time.Nanoseconds / TimeSpan.NanosecondsPerTick)
        : Stopwatch.GetElapsedTime(0);

    [DllImport("libc", EntryPoint = "clock_gettime")]
    private static extern int Read(int clock, out Time time);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Time
    {
        public readonly long Seconds;
        public readonly long Nanoseconds;
    }
}
