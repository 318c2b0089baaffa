using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Gmlm;

/// <summary>
/// Threads of OpenMP that have nothing to do sleep instead of spinning, in the tests and in the processes that they start: of several
/// processes on few cores each otherwise waits for the spinning of the others, and a test of a minute takes ten. libgomp reads the
/// variable when it is loaded, with libtorch, and so this comes first.
/// </summary>
internal static class PassiveThreads
{
    internal const string Variable = "OMP_WAIT_POLICY";
    internal const string Value = "passive";

    [ModuleInitializer]
    internal static void Set()
    {
        // The runtime has a copy of its own, which processes that it starts inherit; native libraries read the process's.
        Environment.SetEnvironmentVariable(Variable, Value);
        if (!OperatingSystem.IsWindows())
        {
            _ = SetNative(Variable, Value, 1);
        }
    }

    [DllImport("libc", EntryPoint = "setenv", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int SetNative(string name, string value, int overwrite);
}
