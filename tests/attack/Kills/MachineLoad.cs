using System.Globalization;

namespace Gmlm.Attack.Kills;

/// <summary>The load of the machine.</summary>
internal static class MachineLoad
{
    private const string Load = "/proc/loadavg";

    /// <summary>
    /// Whether more processes than processors have recently wanted to run. The time until a process stops is then not meaningful.
    /// </summary>
    public static bool IsBusy => File.Exists(Load)
        && double.Parse(File.ReadAllText(Load).Split(' ')[0], CultureInfo.InvariantCulture) > Environment.ProcessorCount + 1;
}
