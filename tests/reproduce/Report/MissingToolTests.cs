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

    /// <summary>
    /// A fresh checkout makes the lock file newer than the installed packages. If both have the same versions, nothing is installed again,
    /// so that no network is needed.
    /// </summary>
    [Theory]
    [InlineData("0.7.0", true)]
    [InlineData("0.6.0", false)]
    public void AnInstalledCompilerOfTheRightVersionIsUsed(string installed, bool used)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-ins for node and npm are shell scripts.");
        Script("node", "if [ \"$1\" = --version ]; then echo v20.0.0; else echo PDF > \"$4\"; fi");
        Script("npm", "echo 'npm error network unreachable' >&2; exit 1");
        var template = _build.CreateSubdirectory("template");
        File.WriteAllText(Path.Combine(template.CreateSubdirectory("node_modules").FullName, ".package-lock.json"), Packages(installed));
        var lockFile = Path.Combine(template.FullName, "package-lock.json");
        File.WriteAllText(lockFile, Packages("0.7.0"));
        File.SetLastWriteTimeUtc(lockFile, File.GetLastWriteTimeUtc(lockFile).AddDays(1));
        var (model, pdf) = (Path.Combine(_build.FullName, "report.json"), Path.Combine(_build.FullName, "report.pdf"));
        File.WriteAllText(model, "{}");
        var typesetter = new TypstTypesetter(template.FullName, _build.FullName + Path.PathSeparator + "/bin");
        void Typeset() => typesetter.Typeset(model, template.FullName, pdf, TestContext.Current.CancellationToken);
        if (used)
        {
            Typeset();
            Assert.Equal("PDF\n", File.ReadAllText(pdf));
        }
        else
        {
            Assert.Contains("npm ci failed", Assert.Throws<MissingToolException>(Typeset).Message);
        }

        static string Packages(string version) => """
            {"packages": {"": {"name": "x"}, "node_modules/typst": {"version": "VERSION", "integrity": "sha512-VERSION"}}}
            """.Replace("VERSION", version);
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
