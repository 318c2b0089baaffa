using System.Runtime.InteropServices;

namespace Gmlm.Padir.Runtime;

/// <summary>
/// Lets the threads of OpenMP, among which libtorch divides its operators, sleep while they wait. By default they spin, so that two
/// processes on the same cores slow each other down. libgomp reads the variable once, when it is loaded.
/// </summary>
internal static partial class WaitPolicy
{
    /// <summary>The variable of the OpenMP standard.</summary>
    public const string Variable = "OMP_WAIT_POLICY";

    private const string Passive = "PASSIVE";

    /// <summary>
    /// Sets the variable in the environment of native libraries, unless the user has set it. Must be called before libtorch is loaded.
    /// </summary>
    public static void MakePassive()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // On Windows the C runtime has a separate environment, and its OpenMP another variable.
        }

        try
        {
            // Environment.SetEnvironmentVariable sets only .NET's copy of the environment, which native libraries do not read.
            _ = SetEnvironment(Variable, Passive, overwrite: 0);
        }
        catch (Exception error) when (error is DllNotFoundException or EntryPointNotFoundException)
        {
            // Without the variable results are the same, but several processes slow each other down.
        }
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
