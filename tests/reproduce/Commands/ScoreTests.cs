using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Gmlm.Reproduce.Commands.Translating;
using Gmlm.Reproduce.Harness;
using Xunit;

namespace Gmlm.Reproduce.Tests.Commands;

/// <summary>Scores on the command line, and the errors of wrong use.</summary>
public sealed class ScoreTests : IDisposable
{
    private const double Tolerance = 1e-6;
    private readonly Cli _cli = new();

    public ScoreTests()
    {
        Write("hyp.txt", "Der Preis: 1,000.50 (ca.) \"gut\" &amp; billig - sehr gut!\na  b\tc\nU.S.A. 3-4 co-op , x\n");
        Write("ref.txt", "Der Preis: 1.000,50 (ca.) \"gut\" &amp; billig - gut !\na b c\nU.S.A. 3 - 4 co-op, x");
        Write("windows.txt", "Der Preis: 1.000,50 (ca.) \"gut\" &amp; billig - gut !\r\na b c\r\nU.S.A. 3 - 4 co-op, x\r\n");
        Write("two.txt", "eins\nzwei\n");
        Write("empty.txt", "");
        Write("gap.txt", "eins\n \ndrei\n");
        Write("nul.txt", "a\0b\n");
        File.Copy(Fixture("..", "corpora", "damaged-member.tsv.gz"), _cli.PathOf("damaged.txt.gz"));
        using (var bomb = new GZipStream(File.Create(_cli.PathOf("bomb.txt.gz")), CompressionLevel.Optimal))
        {
            bomb.Write(Encoding.ASCII.GetBytes(new string('\n', 3 << 20)));
        }

        File.WriteAllBytes(_cli.PathOf("latin1.txt"), [.. "gut\nsch"u8, 0xF6, .. "n\nja\n"u8]);
    }

    // The expected scores are sacreBLEU's.
    [Theory]
    [InlineData("", 81.09433566804215, "nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:2.6.0")]
    [InlineData("--metric bleu --tokenize none --lowercase", 36.85682895232582, "nrefs:1|case:lc|eff:no|tok:none|smooth:exp|version:2.6.0")]
    [InlineData("--metric bleu --tokenize char", 83.00253309681207, "nrefs:1|case:mixed|eff:no|tok:char|smooth:exp|version:2.6.0")]
    [InlineData("--metric chrf --tokenize 13a", 82.54063511654483, "nrefs:1|case:mixed|eff:yes|nc:6|nw:0|space:no|version:2.6.0")]
    [InlineData("--metric chrf++", 81.12199724313142, "nrefs:1|case:mixed|eff:yes|nc:6|nw:2|space:no|version:2.6.0")]
    public void JsonHasTheScoreAndTheSignature(string options, double score, string signature)
    {
        foreach (var reference in new[] { "ref.txt", "windows.txt" })
        {
            using var json = JsonDocument.Parse(Ok($"score --hypotheses hyp.txt --references {reference} {options} --json"));
            Assert.Equal(["score", "signature"], json.RootElement.EnumerateObject().Select(property => property.Name));
            Assert.Equal(score, json.RootElement.GetProperty("score").GetDouble(), Tolerance);
            Assert.Equal(signature, json.RootElement.GetProperty("signature").GetString());
        }
    }

    [Fact]
    public void ALineIsForReading()
    {
        Assert.Equal(
            "BLEU|nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:2.6.0 = 81.09 93.8/86.2/76.9/69.6 (BP = 1.000 ratio = 1.032 hyp_len = 32 ref_len = 31)\n",
            Ok("score --hypotheses hyp.txt --references ref.txt"));
        Assert.Equal("chrF2++|nrefs:1|case:mixed|eff:yes|nc:6|nw:2|space:no|version:2.6.0 = 81.12\n", Ok("score --hypotheses hyp.txt --references ref.txt --metric chrf++"));
    }

    [Theory]
    [InlineData("--references ref.txt --references hyp.txt")]
    [InlineData("--references ref.txt hyp.txt")]
    public void SeveralReferencesMayBeNamedEitherWay(string references) => Assert.StartsWith("BLEU|nrefs:2|case:mixed|eff:no|tok:13a|smooth:exp|version:2.6.0 = 100.00 ", Ok($"score --hypotheses hyp.txt {references}"));

    [Fact]
    public void SentencesAreScoredOneByOne()
    {
        using var json = JsonDocument.Parse(Ok("score --hypotheses hyp.txt --references ref.txt --sentence --json"));
        Assert.Equal([66.750760, 100, 100], json.RootElement.GetProperty("scores").EnumerateArray().Select(score => Math.Round(score.GetDouble(), 6)));
        Assert.Contains("|eff:yes|", json.RootElement.GetProperty("signature").GetString());
        Assert.Equal(3, Ok("score --hypotheses hyp.txt --references ref.txt --sentence").TrimEnd().Split('\n').Length);
    }

    [Theory]
    [InlineData("--hypotheses nowhere.txt --references ref.txt", ExitCode.Missing, "nowhere.txt is not there")]
    [InlineData("--hypotheses hyp.txt --references ref.txt nowhere.txt", ExitCode.Missing, "nowhere.txt is not there")]
    [InlineData("--hypotheses . --references ref.txt", ExitCode.Missing, ". is a folder")]
    [InlineData("--hypotheses hyp.txt --references two.txt", ExitCode.Usage, "hyp.txt has 3 lines but two.txt has 2 lines")]
    [InlineData("--hypotheses hyp.txt --references ref.txt two.txt", ExitCode.Usage, "hyp.txt has 3 lines but two.txt has 2 lines")]
    [InlineData("--hypotheses latin1.txt --references ref.txt", ExitCode.Usage, "latin1.txt, line 2: byte 4 (F6) is not UTF-8; convert the file")]
    [InlineData("--hypotheses damaged.txt.gz --references ref.txt", ExitCode.Usage, "damaged.txt.gz cannot be decompressed after line 1")]
    [InlineData("--hypotheses bomb.txt.gz --references ref.txt", ExitCode.Usage, "more than 100 times its size")]
    [InlineData("--hypotheses nul.txt --references ref.txt", ExitCode.Usage, "nul.txt, line 1: there is a NUL byte")]
    [InlineData("--hypotheses empty.txt --references ref.txt", ExitCode.Usage, "empty.txt is empty")]
    [InlineData("--hypotheses hyp.txt --references empty.txt", ExitCode.Usage, "empty.txt is empty")]
    [InlineData("--hypotheses hyp.txt --references ref.txt --metric bleurt", ExitCode.Usage, "'bleurt' is not a metric; choose one of bleu, chrf, chrf++")]
    [InlineData("--hypotheses hyp.txt --references ref.txt --tokenize intl", ExitCode.Usage, "'intl' is not a tokenizer; choose one of 13a, none, char")]
    [InlineData("--references ref.txt", ExitCode.Usage, "--hypotheses")]
    [InlineData("--hypotheses hyp.txt", ExitCode.Usage, "--references")]
    public void BadInputIsOneClearLine(string arguments, int exitCode, string says)
    {
        var (code, output, error) = _cli.Run($"score {arguments}");
        Assert.Equal((exitCode, ""), (code, output));
        Assert.Contains(says, error);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    // The expected scores are those of sacreBLEU's own program.
    [Theory]
    [InlineData("hyp.txt", "ref1.txt ref2.txt", "bleu", "nrefs:2", "= 100.00")]
    [InlineData("hyp.txt", "r1.txt r2.txt", "bleu", "nrefs:2", "= 86.94")]
    [InlineData("hyp.txt", "r1.txt r2.txt", "chrf", "nrefs:2", "= 100.00")]
    [InlineData("h1.txt", "one.txt", "bleu", "nrefs:1", "= 59.69")]
    [InlineData("h1.txt", "one.txt.gz", "bleu", "nrefs:1", "= 59.69")]
    public void AnEmptyLineIsAReference(string hypotheses, string references, string metric, string counted, string score)
    {
        var named = string.Join(' ', references.Split(' ').Select(name => Fixture("empty-references", name)));
        var line = Ok($"score --hypotheses {Fixture("empty-references", hypotheses)} --references {named} --metric {metric}");
        Assert.Contains($"|{counted}|", line);
        Assert.Contains($" {score}", line);
    }

    [Fact]
    public void AByteOrderMarkIsACharacterAndIsWarnedOf()
    {
        Write("marked.txt", "\uFEFFeins\nzwei\n");
        var (code, output, error) = _cli.Run("score --hypotheses two.txt --references marked.txt two.txt --metric chrf");
        Assert.Equal((ExitCode.Success, 1), (code, error.TrimEnd().Split('\n').Length));
        Assert.Contains("marked.txt begins with a byte-order mark", error);
        Assert.Contains("= 100.00", output);
        Assert.DoesNotContain("= 100.00", Ok("score --hypotheses two.txt --references marked.txt --metric chrf"));
        Assert.Equal("", _cli.Run("score --hypotheses two.txt --references two.txt").Error);
    }

    // The expected scores are from a second implementation, since sacreBLEU's program was not available; expected.py beside the file
    // describes it.
    [Fact]
    public void FilesAreScoredAsTheCommandLineOfSacreBleuScoresThem()
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Fixture("files.json")));
        var command = ScoreCommand.Create();
        var files = json.RootElement.GetProperty("cases").EnumerateArray().ToArray();
        Assert.Equal(300, files.Length);
        foreach (var (number, each) in files.Index())
        {
            Write("h", each.GetProperty("hypotheses").GetString()!);
            var texts = each.GetProperty("references").EnumerateArray().Select(text => text.GetString()!).ToArray();
            var references = string.Join(' ', texts.Select((_, i) => _cli.PathOf($"r{i}")));
            Array.ForEach([.. texts.Index()], text => Write($"r{text.Index}", text.Item));
            foreach (var expected in each.GetProperty("expected").EnumerateObject())
            {
                var arguments = command.Parse($"--hypotheses {_cli.PathOf("h")} --references {references} --json --metric {expected.Name}");
                using var found = JsonDocument.Parse(ScoreCommand.Execute(arguments, _ => { }));
                Assert.StartsWith($"nrefs:{texts.Length}|", found.RootElement.GetProperty("signature").GetString());
                Assert.True(Agree(expected.Value, found.RootElement), $"file {number}, {expected.Name}: {expected.Value} but {found.RootElement}");
            }
        }

        static bool Agree(JsonElement expected, JsonElement found) => expected.ValueKind == JsonValueKind.Number
            ? Math.Abs(expected.GetDouble() - found.GetProperty("score").GetDouble()) < Tolerance
            : expected.EnumerateArray().Zip(found.GetProperty("scores").EnumerateArray(), (one, other) => Math.Abs(one.GetDouble() - other.GetDouble())).Max() < Tolerance;
    }

    [Fact]
    public void AnEmptyTranslationIsScored() => Assert.StartsWith("chrF2|", Ok("score --hypotheses gap.txt --references ref.txt --metric chrf"));

    public void Dispose() => _cli.Dispose();

    private static string Fixture(params string[] parts) => Path.Combine([AppContext.BaseDirectory, "Fixtures", "sacrebleu", .. parts]);

    private void Write(string name, string text) => File.WriteAllText(_cli.PathOf(name), text);

    private string Ok(string arguments)
    {
        var (code, output, error) = _cli.Run(arguments);
        Assert.True(code == ExitCode.Success, $"{arguments}: exit {code}\n{output}\n{error}");
        return output;
    }
}
