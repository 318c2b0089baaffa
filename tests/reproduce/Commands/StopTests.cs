using Gmlm.Padir.Models;
using Gmlm.Reproduce.Commands;
using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Tests.Report;
using Xunit;

namespace Gmlm.Reproduce.Tests.Commands;

/// <summary>
/// Ctrl-C and SIGTERM: the exit code of the signal, one line that is true for the verb, and finished work written completely.
/// </summary>
public sealed class StopTests : IDisposable
{
    private readonly Cli _cli = new();

    private static string Model => Path.Combine(Checkout.Root, "padir", "checkpoints", "padir-en-de");

    public static TheoryData<string, int, string> Signals => new()
    {
        { "INT", ExitCode.Interrupted, "interrupted" },
        { "TERM", ExitCode.Terminated, "terminated" },
    };

    [Theory]
    [MemberData(nameof(Signals))]
    public void TranslateWritesWholeLines(string signal, int exitCode, string word)
    {
        SkipWhereIgnored(signal);
        using var process = _cli.Start($"translate -m \"{Model}\"");
        process.StandardInput.Write(string.Concat(Enumerable.Repeat("a man rides a horse .\n", 1000)));
        process.StandardInput.Flush();
        var first = process.StandardOutput.ReadLine();
        _cli.Signal(process, signal); // libtorch is computing the next sentences at this moment.
        var (code, output, error) = Cli.Ended(process);
        Assert.Equal((exitCode, $"{word}; {AfterAStop.Of("translate")}\n"), (code, error));
        Assert.All(output.Split('\n')[..^1], line => Assert.Equal(first, line));
        Assert.EndsWith("\n", output, StringComparison.Ordinal);
    }

    /// <summary>A verb that waits without observing the token is abandoned.</summary>
    [Theory]
    [MemberData(nameof(Signals))]
    public void AVerbThatDoesNotStopIsAbandoned(string signal, int exitCode, string word)
    {
        SkipWhereIgnored(signal);
        using var process = _cli.Start($"translate -m \"{Model}\"");
        const int batch = 64;
        process.StandardInput.Write(string.Concat(Enumerable.Repeat("a man rides a horse .\n", batch)));
        process.StandardInput.Flush();
        for (var line = 0; line < batch; line++)
        {
            process.StandardOutput.ReadLine();
        }

        _cli.Signal(process, signal); // The verb is waiting for more input, which never comes.
        var (code, output, error) = Cli.Ended(process);
        Assert.Equal((exitCode, ""), (code, output));
        Assert.StartsWith(word, error, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Signals))]
    public void TrainKeepsItsState(string signal, int exitCode, string word)
    {
        SkipWhereIgnored(signal);
        var recipe = TrainTests.Tiny("endless", Padir.T5.DecoderMode.Causal);
        var options = recipe.Config.Training with { Steps = 1_000_000 };
        File.WriteAllText(_cli.PathOf("endless.json"), (recipe with { Config = recipe.Config with { Training = options } }).Format());
        using var process = _cli.Start("train endless.json");
        Cli.Await(process, "validation loss");
        _cli.Signal(process, signal);
        var (code, _, error) = Cli.Ended(process);
        Assert.Equal((exitCode, $"{word}; {AfterAStop.Of("train")}\n"), (code, error));
        Assert.True(Directory.Exists(_cli.PathOf("reports", "build", "training", "endless", "state")));
        Assert.False(File.Exists(_cli.PathOf("padir", "checkpoints", "endless", Checkpoint.ManifestFile)));
    }

    [Theory]
    [MemberData(nameof(Signals))]
    public void RunKeepsFinishedResults(string signal, int exitCode, string word)
    {
        SkipWhereIgnored(signal);
        using var process = _cli.Start("run --profile full figure-1");
        Cli.Await(process, "figure-1 …");
        _cli.Signal(process, signal);
        var (code, _, error) = Cli.Ended(process);
        Assert.Equal((exitCode, $"{word}; {AfterAStop.Of("run")}\n"), (code, error));
    }

    [Fact]
    public void EveryVerbSaysWhatIsKept() =>
        Assert.Equal(CommandLine.Root().Subcommands.Select(verb => verb.Name).Order(), AfterAStop.Verbs.Order());

    public void Dispose() => _cli.Dispose();

    private static void SkipWhereIgnored(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals");
        const string why = "Begun in a shell's background, where SIGINT is ignored, and so by every process begun here.";
        Assert.SkipWhen(signal == "INT" && Cli.IsInterruptIgnored, why);
    }
}
