using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Tests.Report;
using Xunit;

namespace Gmlm.Reproduce.Tests.Commands;

/// <summary>Standard streams that are closed, full, or read by a program that has ended.</summary>
public sealed class StandardStreamTests : IDisposable
{
    private readonly Cli _cli = new();

    private static string Translate { get; } = $"translate -m '{Path.Combine(Checkout.Root, "padir", "checkpoints", "padir-en-de")}'";

    public StandardStreamTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "a shell");

    /// <summary>As with <c>translate | head -1</c>: the first failing write ends the program, although there is input for hours.</summary>
    [Fact]
    public void TranslateEndsWithItsReader()
    {
        using var process = _cli.Start(Translate.Replace('\'', '"'));
        process.StandardInput.Write(string.Concat(Enumerable.Repeat("a man rides a horse .\n", 1000)));
        process.StandardInput.Flush(); // Standard input stays open.
        process.StandardOutput.ReadLine();
        process.StandardOutput.Close();
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(("", ExitCode.ReaderGone), (error, process.ExitCode));
    }

    [Theory]
    [InlineData("<&-", ExitCode.Success, "")]
    [InlineData("</dev/null", ExitCode.Success, "")]
    [InlineData("</etc/passwd >&-", ExitCode.Missing, "standard output is closed; send it to a file or a pipe")]
    [InlineData("</etc/passwd >/dev/full", ExitCode.Missing, "standard output cannot be written: No space left on device")]
    public void TranslateWithStreams(string redirections, int exitCode, string says)
    {
        var (code, output, error) = _cli.RunRedirected(Translate, redirections);
        Assert.Equal((exitCode, ""), (code, output));
        Assert.StartsWith(says, error, StringComparison.Ordinal);
        Assert.Equal(says.Length > 0 ? 1 : 0, error.Count(letter => letter == '\n'));
    }

    /// <summary>Messages that cannot be written are dropped; the exit code still reports the failure.</summary>
    [Theory]
    [InlineData("run nothing", "2>&-", ExitCode.Usage)]
    [InlineData("run nothing", "2>/dev/full", ExitCode.Usage)]
    [InlineData("frobnicate", "2>&-", ExitCode.Usage)]
    [InlineData("run nothing", "<&- >&- 2>&-", ExitCode.Usage)]
    [InlineData("run k-pl --profile smoke", "<&- >&- 2>&-", ExitCode.Success)]
    public void NoStreamIsNeeded(string arguments, string redirections, int exitCode) => Assert.Equal((exitCode, "", ""), _cli.RunRedirected(arguments, redirections));

    public void Dispose() => _cli.Dispose();
}
