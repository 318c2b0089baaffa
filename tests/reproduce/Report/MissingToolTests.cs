using Gmlm.Reproduce.Report;
using Xunit;

namespace Gmlm.Reproduce.Tests.Report;

public sealed class MissingToolTests : IDisposable
{
    private readonly DirectoryInfo _build = Directory.CreateTempSubdirectory("tools");

    public void Dispose() => _build.Delete(recursive: true);

    [Fact]
    public void WithoutNodeTheMessageSaysWhatToInstall()
    {
        var typesetter = new TypstTypesetter(Path.Combine(Checkout.Root, "reports", "template"), searchPath: "");
        var error = Assert.Throws<MissingToolException>(() => ReportBuilder.Compile(Samples.Input(), Checkout.Root, _build.FullName, typesetter: typesetter, cancellation: TestContext.Current.CancellationToken));
        Assert.Contains("Node.js 20 or newer", error.Message);
        Assert.Contains("install", error.Message);
        Assert.True(File.Exists(Path.Combine(_build.FullName, "figures", "figure-1.svg")), "the figures need no Node.js");
    }

    [Fact]
    public void AnOldNodeIsNamed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in for node is a shell script.");
        Script("node", "echo v18.2.0");
        var typesetter = new TypstTypesetter(Path.Combine(Checkout.Root, "reports", "template"), _build.FullName);
        var error = Assert.Throws<MissingToolException>(() => typesetter.Typeset("none", "none", Path.Combine(_build.FullName, "report.pdf"), TestContext.Current.CancellationToken));
        Assert.Contains("v18.2.0", error.Message);
    }

    [Fact]
    public void AFailingInstallationSaysWhatNpmSaid()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-ins for node and npm are shell scripts.");
        Script("node", "echo v20.0.0");
        Script("npm", "echo 'npm error network unreachable' >&2; exit 1");
        var template = _build.CreateSubdirectory("template").FullName;
        File.WriteAllText(Path.Combine(template, "package-lock.json"), "{}");
        var error = Assert.Throws<MissingToolException>(() =>
            new TypstTypesetter(template, _build.FullName).Typeset("none", "none", Path.Combine(_build.FullName, "report.pdf"), TestContext.Current.CancellationToken));
        Assert.Contains("npm ci failed", error.Message);
        Assert.Contains("network unreachable", error.Message);
    }

    private void Script(string name, string body)
    {
        if (OperatingSystem.IsWindows())
            return;
        var path = Path.Combine(_build.FullName, name);
        File.WriteAllText(path, $"#!/bin/sh\n{body}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
    }
}
