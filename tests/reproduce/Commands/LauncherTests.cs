using System.Diagnostics;
using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Tests.Report;
using Xunit;

namespace Gmlm.Reproduce.Tests.Commands;

/// <summary>The script in the checkout's root, beside a program that is not there or only prints what it is given.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class LauncherTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("launcher").FullName;

    [Fact]
    public void BeforeTheBuildItSaysWhatToDo()
    {
        Copy();
        var (code, _, error) = Run(Path.Combine(_folder, "gmlm"));
        Assert.Equal(ExitCode.Missing, code);
        Assert.Contains("run `make build`", error);
    }

    [Fact]
    public void ItFindsTheProgramFromAnyFolderAndThroughALink()
    {
        Copy();
        var built = Directory.CreateDirectory(Path.Combine(_folder, "reproduce", "bin", "Release", "net10.0")).FullName;
        File.WriteAllText(Path.Combine(built, "Gmlm.Reproduce.dll"), "");
        var bin = Directory.CreateDirectory(Path.Combine(_folder, "somewhere else")).FullName;
        File.WriteAllText(Path.Combine(bin, "dotnet"), "#!/bin/sh\nprintf '%s|' \"$@\"\nexit 7\n");
        File.SetUnixFileMode(Path.Combine(bin, "dotnet"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var link = Path.Combine(bin, "gmlm");
        File.CreateSymbolicLink(link, Path.Combine(_folder, "gmlm"));
        var (code, output, _) = Run(link, "accept", "--reason", "two words");
        Assert.Equal((7, $"{built}/Gmlm.Reproduce.dll|accept|--reason|two words|"), (code, output));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Copy() => File.Copy(Path.Combine(Checkout.Root, "gmlm"), Path.Combine(_folder, "gmlm"));

    private (int Code, string Output, string Error) Run(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo(script, arguments)
        {
            WorkingDirectory = Path.GetTempPath(), RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["PATH"] = $"{Path.Combine(_folder, "somewhere else")}:{Environment.GetEnvironmentVariable("PATH")}";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error);
    }
}
