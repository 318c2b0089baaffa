using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Gmlm;

/// <summary>
/// Makes idle OpenMP threads sleep instead of spin, in the tests and in the processes that they start. When several processes share few
/// cores,
/// each otherwise waits for the spinning threads of the others, and a test of one minute takes ten. libgomp reads the variable when it is
/// loaded, together with libtorch, so the variable is set in a module initializer.
/// </summary>
internal static class PassiveThreads
{
    internal const string Variable = "OMP_WAIT_POLICY";
    internal const string Value = "passive";

    [ModuleInitializer]
    internal static void Set()
    {
        // The runtime passes its own copy of the environment to processes that it starts; native libraries read the environment of the
        // process.
        Environment.SetEnvironmentVariable(Variable, Value);
        if (!OperatingSystem.IsWindows())
        {
            _ = SetNative(Variable, Value, 1);
        }
    }

    [DllImport("libc", EntryPoint = "setenv", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int SetNative(string name, string value, int overwrite);
}
