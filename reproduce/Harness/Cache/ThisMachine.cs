using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Text.Json;

namespace Gmlm.Reproduce.Harness.Cache;

/// <summary>Describes the machine and the packages of this program; each is read once, on first use.</summary>
public static class ThisMachine
{
    private static readonly string[] Computing = ["MathNet.Numerics", "System.Numerics.Tensors", "TorchSharp", "libtorch"];

    private static readonly Lazy<Machine> Probed = new(() => new Machine(
        Processor(),
        InstructionSet(),
        Environment.ProcessorCount,
        $"{OsName()} {RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}",
        RuntimeInformation.FrameworkDescription));

    /// <summary>Processor, instruction set, cores, system and runtime.</summary>
    public static Machine Machine => Probed.Value;

    /// <summary>Peak resident memory of this process so far, in MiB.</summary>
    public static double PeakMemoryMiB()
    {
        using var process = Process.GetCurrentProcess();
        return Math.Round(process.PeakWorkingSet64 / 1048576.0, 1);
    }

    /// <summary>The versions of the packages whose code computes results, as this program was built with them.</summary>
    public static SortedDictionary<string, string> Libraries()
    {
        var versions = new SortedDictionary<string, string>(StringComparer.Ordinal);
        using var manifest = JsonDocument.Parse(
            File.ReadAllText(Path.Combine(AppContext.BaseDirectory, $"{typeof(ThisMachine).Assembly.GetName().Name}.deps.json")));
        foreach (var library in manifest.RootElement.GetProperty("libraries").EnumerateObject())
        {
            if (library.Name.Split('/') is [var name, var version]
                && Computing.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)))
            {
                versions[name] = version;
            }
        }

        return versions;
    }

    private static string OsName()
    {
        const string release = "/etc/os-release";
        var pretty = File.Exists(release)
            ? File.ReadLines(release).FirstOrDefault(line => line.StartsWith("PRETTY_NAME=", StringComparison.Ordinal))
            : null;
        return pretty?["PRETTY_NAME=".Length..].Trim('"') ?? RuntimeInformation.OSDescription;
    }

    private static string Processor()
    {
        const string cpuinfo = "/proc/cpuinfo";
        var line = File.Exists(cpuinfo)
            ? File.ReadLines(cpuinfo).FirstOrDefault(candidate => candidate.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return line?[(line.IndexOf(':') + 1)..].Trim() ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? "unknown";
    }

    private static string InstructionSet() => Vector512.IsHardwareAccelerated ? "AVX-512"
        : Avx2.IsSupported ? "AVX2"
        : Vector128.IsHardwareAccelerated ? "128-bit vectors" : "scalar";
}
