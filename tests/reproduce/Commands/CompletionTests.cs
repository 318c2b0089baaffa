using Gmlm.Reproduce.Harness;
using Xunit;

namespace Gmlm.Reproduce.Tests.Commands;

public sealed class CompletionTests : IDisposable
{
    private readonly Cli _cli = new();

    [Theory]
    [InlineData("bash", "complete ")]
    [InlineData("zsh", "compdef ")]
    [InlineData("fish", "complete ")]
    public void EveryShellHasItsScript(string shell, string word)
    {
        var (code, output, error) = _cli.Run($"completion {shell}");
        Assert.Equal((0, ""), (code, error));
        Assert.Contains(word, output);
        Assert.Contains("[suggest:", output);
    }

    /// <summary>What the scripts ask.</summary>
    [Fact]
    public void TheProgramSuggestsVerbsAndOptions()
    {
        Assert.Equal(["status"], _cli.Run("[suggest:9] \"gmlm stat\"").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("--profile", _cli.Run("[suggest:12] \"gmlm verify -\"").Output);
    }

    [Fact]
    public void AnotherShellIsRefused() => Assert.Equal(ExitCode.Usage, _cli.Run("completion csh").ExitCode);

    public void Dispose() => _cli.Dispose();
}
