using System.Runtime.InteropServices;

namespace Gmlm.Padir.Runtime;

/// <summary>
/// Lets the threads of OpenMP, which libtorch divides its operators among, sleep where they wait for each other. By default they spin: of
/// two processes on the same cores each then waits for the spinning of the other. libgomp reads the variable once, when it is loaded.
/// </summary>
internal static partial class WaitPolicy
{
    /// <summary>The variable of the OpenMP standard.</summary>
    public const string Variable = "OMP_WAIT_POLICY";

    private const string Passive = "PASSIVE";

    /// <summary>
    /// Sets the variable in the environment that native libraries read, unless the person has set it. Must come before libtorch.
    /// </summary>
    public static void MakePassive()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // The C runtime there has another environment, and its OpenMP another variable.
        }

        try
        {
            // The runtime's own copy of the environment, which Environment sets, reaches no native library.
            _ = SetEnvironment(Variable, Passive, overwrite: 0);
        }
        catch (Exception error) when (error is DllNotFoundException or EntryPointNotFoundException)
        {
            // Without the variable the same is computed, only more slowly beside other processes.
        }
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
