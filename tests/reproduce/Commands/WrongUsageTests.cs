using Gmlm.Reproduce.Harness;
using Xunit;

namespace Gmlm.Reproduce.Tests.Commands;

/// <summary>Wrong input gives one clear line, and an exit code that tells wrong usage from something missing.</summary>
public sealed class WrongUsageTests : IDisposable
{
    private readonly Cli _cli = new();

    [Theory]
    [InlineData("", ExitCode.Usage, "command was not provided")]
    [InlineData("frobnicate", ExitCode.Usage, "'frobnicate'")]
    [InlineData("run --frobnicate", ExitCode.Usage, "unknown option '--frobnicate'")]
    [InlineData("list --frobnicate", ExitCode.Usage, "'--frobnicate'")]
    [InlineData("run k-pll", ExitCode.Usage, "did you mean 'k-pl'?")]
    [InlineData("run --profile tiny", ExitCode.Usage, "'tiny' is not a profile; choose one of smoke, standard, full")]
    [InlineData("run --profile", ExitCode.Usage, "--profile")]
    [InlineData("run --seed -1", ExitCode.Usage, "'-1' is not a seed")]
    [InlineData("run --seed \"1\n2\"", ExitCode.Usage, "--seed: '1 2' is not a seed; give a whole number from 0 to 18446744073709551615")]
    [InlineData("run --seed 1e3", ExitCode.Usage, "'1e3' is not a seed")]
    [InlineData("run --seed 18446744073709551616", ExitCode.Usage, "is not a seed")]
    [InlineData("run k-pl --out Reproduce.sln/below", ExitCode.Missing, "cannot write to the output folder")]
    [InlineData("run k-pl --out \"\"", ExitCode.Usage, "--out: the name is empty")]
    [InlineData("reproduce --out Reproduce.sln/below", ExitCode.Missing, "cannot write to the output folder")]
    [InlineData("run figure-99", ExitCode.Usage, "did you mean 'figure-1'?")]
    [InlineData("run xyzzy", ExitCode.Usage, "unknown experiment or claim 'xyzzy'; `list`")]
    [InlineData("verify k-pl", ExitCode.Missing, "first run")]
    [InlineData("report", ExitCode.Missing, "first run")]
    [InlineData("accept k-pl", ExitCode.Usage, "--reason")]
    [InlineData("accept k-pl --reason …", ExitCode.Usage, "say in words")]
    [InlineData("accept k-pl --reason because", ExitCode.Missing, "no git checkout")]
    [InlineData("accept --reason because", ExitCode.Usage, "name the experiments, or give --all")]
    public void IsOneClearLine(string arguments, int exitCode, string says)
    {
        var (code, output, error) = _cli.Run(arguments);
        Assert.Equal((exitCode, ""), (code, output.Trim()));
        Assert.Contains(says, error);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    [InlineData("0")]
    [InlineData("")]
    public void CiMayNotAccept(string set)
    {
        var (code, _, error) = _cli.Run("accept k-pl --reason because", ("CI", set));
        Assert.Equal(ExitCode.Usage, code);
        Assert.Contains("not in CI", error);
    }

    [Fact]
    public void VerboseShowsWhere() => Assert.Contains(" at ", _cli.Run("run nothing --verbose").Error);

    public void Dispose() => _cli.Dispose();
}
