using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Tests.Architecture;
using Xunit;

namespace Gmlm.Reproduce.Tests.Commands;

/// <summary>
/// All verbs split lines in the same way: a line ends with LF alone, and bytes that are not UTF-8 are an error with the line's number.
/// </summary>
public sealed class LinesTests : IDisposable
{
    private static readonly string Model = SourceTree.Absolute("padir/checkpoints/ar-de-en");

    private static readonly byte[] BadUtf8 = [.. "{\r\n\"sch"u8, 0xF6, .. "n\": 1\n}\n"u8];

    private readonly Cli _cli = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    // One process tests all cases, since loading the model takes most of the time.
    [Fact]
    public void TranslateAndScoreCountTheSameLines()
    {
        const string text = "\uFEFFEin Hund schläft.\nEin Hund\rschläft.\r\n\r\r\nEin Hund schläft.\r\r\r\n\rZwei\u2028Männer.\u0085\v\f";
        var translated = Run($"translate -m \"{Model}\"", text);
        var lines = translated.Split('\n');
        Assert.Equal(6, lines.Length); // five lines, and the empty text after the last line end
        Assert.Equal([lines[0], lines[0], "", lines[0]], lines[..4]); // a carriage return within a line counts as a space
        Assert.NotEqual("", lines[0]);
        File.WriteAllText(_cli.PathOf("sources"), text);
        File.WriteAllText(_cli.PathOf("translated"), translated);
        Assert.StartsWith("chrF2|nrefs:1|", Run("score --metric chrf --hypotheses translated --references sources", ""));
    }

    [Theory]
    [InlineData("score --hypotheses bad --references bad", "bad")]
    [InlineData("explore --spec bad", "bad")]
    [InlineData("train bad", "bad")]
    [InlineData("t5 --model t5 --input bad", "bad")]
    [InlineData("translate -m model", "standard input")]
    [InlineData("data show own --split train --direction de-en", "train.de")]
    public async Task BytesThatAreNotUtf8AreAnErrorWithTheirLine(string arguments, string file)
    {
        File.WriteAllBytes(_cli.PathOf("bad"), BadUtf8);
        Directory.CreateDirectory(_cli.PathOf("own"));
        File.WriteAllBytes(_cli.PathOf("own", "train.de"), BadUtf8);
        File.WriteAllText(_cli.PathOf("own", "train.en"), "a\nb\nc\n");
        Directory.CreateSymbolicLink(_cli.PathOf("model"), Model);
        Directory.CreateSymbolicLink(_cli.PathOf("t5"), Path.Combine(AppContext.BaseDirectory, "Fixtures", "t5-v1.1-tiny"));
        using var process = _cli.Start(arguments);
        var error = process.StandardError.ReadToEndAsync(Cancellation);
        await process.StandardInput.BaseStream.WriteAsync(BadUtf8, Cancellation);
        process.StandardInput.Close();
        Assert.Equal("", await process.StandardOutput.ReadToEndAsync(Cancellation));
        await process.WaitForExitAsync(Cancellation);
        Assert.Contains($"{file}, line 2: byte 5 (F6) is not UTF-8; convert the file, for example with iconv -t UTF-8", await error);
        Assert.Contains(process.ExitCode, new[] { ExitCode.Usage, ExitCode.Missing });
    }

    public void Dispose() => _cli.Dispose();

    private string Run(string arguments, string input)
    {
        var (code, output, error) = _cli.Run(arguments, input);
        Assert.True(code == ExitCode.Success, $"{arguments}: exit {code}\n{output}\n{error}");
        return output;
    }
}
