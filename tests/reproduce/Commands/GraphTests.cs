using Xunit;

namespace Gmlm.Reproduce.Tests.Commands;

public sealed class GraphTests : IDisposable
{
    private readonly Cli _cli = new();

    [Fact]
    public void ExperimentsStandBehindWhatTheyRead()
    {
        _cli.Make("mle-limit");
        var (code, output, error) = _cli.Run("graph --profile smoke mle-limit trained-pair");
        Assert.Equal((0, ""), (code, error));
        Assert.StartsWith("flowchart LR\n", output);
        Assert.Contains("  e-mle-limit[\"mle-limit: fresh\"]:::fresh\n", output);
        Assert.Contains("  e-trained-pair[\"trained-pair: never run\"]:::never\n", output);
        Assert.Contains("  checkpoint-controlled-ar[(\"checkpoint controlled-ar\")]:::missing\n", output);
        Assert.Contains("  checkpoint-controlled-ar --> e-trained-pair\n", output);
    }

    public void Dispose() => _cli.Dispose();
}
