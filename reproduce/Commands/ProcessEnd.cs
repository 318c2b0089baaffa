using System.Runtime.InteropServices;

namespace Gmlm.Reproduce.Commands;

/// <summary>Ends the process without running the destructors of native libraries, whatever its threads are doing.</summary>
internal static class ProcessEnd
{
    /// <summary>Ends the process; does not return.</summary>
    public static void Now(int exitCode)
    {
        if (OperatingSystem.IsWindows())
        {
            Terminate(CurrentProcess(), (uint)exitCode);
        }
        else
        {
            Exit(exitCode);
        }
    }

    [DllImport("libc", EntryPoint = "_exit")]
    private static extern void Exit(int status);

    [DllImport("kernel32", EntryPoint = "GetCurrentProcess")]
    private static extern IntPtr CurrentProcess();

    [DllImport("kernel32", EntryPoint = "TerminateProcess")]
    private static extern int Terminate(IntPtr process, uint exitCode);
}
