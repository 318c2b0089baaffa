using System.Globalization;

namespace Gmlm.Attack.Kills;

/// <summary>How busy the machine is.</summary>
internal static class MachineLoad
{
    private const string Load = "/proc/loadavg";

    /// <summary>
    /// Whether more processes than processors have wanted to compute of late, so that the time until a process stops says nothing of it.
    /// </summary>
    public static bool IsBusy => File.Exists(Load)
        && double.Parse(File.ReadAllText(Load).Split(' ')[0], CultureInfo.InvariantCulture) > Environment.ProcessorCount + 1;
}
