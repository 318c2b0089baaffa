using Gmlm.Reproduce.Harness;
using Xunit;

namespace Gmlm.Reproduce.Tests.Commands;

public sealed class DoctorTests : IDisposable
{
    private readonly Cli _cli = new();

    [Fact]
    public void SaysWhatLoadingLibtorchTook()
    {
        var (_, output, _) = _cli.Run("doctor");
        Assert.Matches(@"ok\s+libtorch\s+2\.", output);
        Assert.Contains("GLIBCXX", output);
    }

    [Fact]
    public void SaysWhichModelsAreMissingAndHowToGetThem() =>
        Assert.Contains("checkpoint controlled-ar: `make train NAMES=controlled-ar`", _cli.Run("doctor").Output);

    [Fact]
    public void WithoutNodeItSaysHowToGetIt()
    {
        var (code, output, _) = _cli.Run("doctor", ("PATH", _cli.Root));
        Assert.Equal(ExitCode.Missing, code);
        Assert.Matches(@"MISSING\s+Node\.js.*install Node\.js 20", output);
    }

    public void Dispose() => _cli.Dispose();
}
