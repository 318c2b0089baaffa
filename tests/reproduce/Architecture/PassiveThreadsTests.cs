using System.Runtime.InteropServices;
using Gmlm.Reproduce.Tests.Commands;
using Xunit;

namespace Gmlm.Reproduce.Tests.Architecture;

/// <summary>Idle OpenMP threads sleep instead of spinning, in the tests and in the processes that they start.</summary>
public sealed class PassiveThreadsTests
{
    [Fact]
    public void InThisProcessAsNativeLibrariesSeeIt()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "getenv");
        Assert.Equal(PassiveThreads.Value, Marshal.PtrToStringUTF8(Native(PassiveThreads.Variable)));
    }

    [Fact]
    public void InTheProcessesThatTheTestsStart()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/proc");
        using var cli = new Cli();
        using var process = cli.Start("score"); // Any verb shows the variable.
        var environment = File.ReadAllText($"/proc/{process.Id}/environ").Split('\0');
        process.Kill();
        process.WaitForExit();
        Assert.Contains($"{PassiveThreads.Variable}={PassiveThreads.Value}", environment);
    }

    [DllImport("libc", EntryPoint = "getenv", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern IntPtr Native(string name);
}
