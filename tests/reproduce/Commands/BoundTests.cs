using Gmlm.Padir.Models;
using Gmlm.Reproduce.Commands;
using Gmlm.Reproduce.Commands.Translating;
using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Tests.Report;
using Xunit;

namespace Gmlm.Reproduce.Tests.Commands;

/// <summary>A number far outside its range ends with an error that gives the range, and not in hours of work or exhausted memory.</summary>
public sealed class BoundTests : IDisposable
{
    private readonly Cli _cli = new();

    [Theory]
    [InlineData("--steps 1000000000", "--steps: '1000000000' is not a whole number from 1 to 1000")]
    [InlineData("--steps 0", "--steps: '0' is not a whole number from 1 to 1000")]
    [InlineData("--lengths 256", "--lengths: '256' is not a whole number from 1 to 255")]
    [InlineData("--length-beam 100000001", "--length-beam: '100000001' is not a whole number from 1 to 255")]
    [InlineData("--keep 1001", "--keep: '1001' is not a whole number from 1 to 1000")]
    [InlineData("--decodes 1001", "--decodes: '1001' is not a whole number from 1 to 1000")]
    [InlineData("--top-k 1000001", "--top-k: '1000001' is not a whole number from 1 to 1000000")]
    [InlineData("--alpha 1e300", "--alpha: '1e300' is not a number from 0 to 1000")]
    [InlineData("--temperature NaN", "--temperature: 'NaN' is not a number from 0 to 1000")]
    [InlineData("--noise Infinity", "--noise: 'Infinity' is not a number from 0 to 1000")]
    public void BoundsOfTheDecodingLoopAreReported(string options, string says)
    {
        var error = Assert.Single(CommandLine.Root().Parse($"translate -m any {options}").Errors);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TooManyCandidatesTogetherAreReported()
    {
        var parse = CommandLine.Root().Parse("translate -m any --lengths 20 --length-beam 9 --decodes 100");
        var error = Assert.Throws<UserError>(() => DecodingSettings.Read(parse, Recipes.Find("padir-en-de")!.Config));
        Assert.Equal(ExitCode.Usage, error.ExitCode);
        Assert.Contains("together up to 18000 candidates for a sentence", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("padir-en-de", "--steps 1000000000", "--steps: '1000000000' is not a whole number from 1 to 1000")]
    [InlineData("padir-en-de", "--gibbs 256", "--gibbs: '256' is not K or K:N with K from 1 to 255 and N from 1 to 1000")]
    [InlineData("padir-en-de", "--gibbs 2:1000000000", "--gibbs: '2:1000000000' is not K or K:N with K from 1 to 255 and N from 1")]
    [InlineData("ar-en-de", "--beam 101", "--beam: '101' is not a whole number from 1 to 100")]
    public void BoundsOfTranslateAreReported(string model, string options, string says) =>
        Refused($"translate -m \"{Path.Combine(Checkout.Root, "padir", "checkpoints", model)}\" {options}", says);

    [Theory]
    [InlineData("--steps 10000001")]
    [InlineData("--steps 99999999999")]
    public void BoundsOfTrainAreReported(string option) =>
        Refused($"train controlled-ar {option}", "is not a number of updates; give a whole number from 1 to 10000000");

    public void Dispose() => _cli.Dispose();

    private void Refused(string arguments, string says)
    {
        var (code, output, error) = _cli.Run(arguments, "a man rides a horse .\n");
        Assert.Equal((ExitCode.Usage, ""), (code, output));
        Assert.Contains(says, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd('\n').Split('\n'));
    }
}
