using System.Runtime.InteropServices;
using Gmlm.Reproduce.Tests.Commands;
using Xunit;

namespace Gmlm.Reproduce.Tests.Architecture;

/// <summary>Neither the tests nor what they start let threads of OpenMP spin.</summary>
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
        using var process = cli.Start("score"); // Any verb.
        var environment = File.ReadAllText($"/proc/{process.Id}/environ").Split('\0');
        process.Kill();
        process.WaitForExit();
        Assert.Contains($"{PassiveThreads.Variable}={PassiveThreads.Value}", environment);
    }

    [DllImport("libc", EntryPoint = "getenv", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern IntPtr Native(string name);
}
