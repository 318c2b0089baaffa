using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Tests.Report;
using Xunit;

namespace Gmlm.Reproduce.Tests.Commands;

/// <summary>What <c>translate</c> draws: a new draw for every sentence of the input, the same in every run.</summary>
public sealed class TranslateDrawTests : IDisposable
{
    // More than the lines that are translated in one call, and than two batches.
    private const int Times = 80;

    private readonly Cli _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public void ASentenceThatComesAgainIsDrawnAgain()
    {
        string[] lines = Translated(Enumerable.Repeat("A dog runs through the grass.", Times));
        Assert.Equal(Times, lines.Length);
        foreach (var period in Enumerable.Range(1, Times / 2))
        {
            Assert.Contains(Enumerable.Range(0, Times - period), i => lines[i] != lines[i + period]);
        }

        // An empty line stays one, and changes nothing that is drawn behind it.
        var withEmpty = Translated(Enumerable.Repeat("A dog runs through the grass.", Times).Prepend(""));
        Assert.Equal(lines.Prepend(""), withEmpty);
    }

    private string[] Translated(IEnumerable<string> sentences)
    {
        var model = Path.Combine(Checkout.Root, "padir", "checkpoints", "padir-en-de");
        var input = string.Concat(sentences.Select(text => text + "\n"));
        var (code, output, error) = _cli.Run($"translate -m \"{model}\" --temperature 1 --steps 2", input);
        Assert.Equal((ExitCode.Success, ""), (code, error));
        return output.Split('\n')[..^1];
    }
}
