using Gmlm.Padir.Corpora;
using Gmlm.Reproduce.Harness;
using Xunit;

namespace Gmlm.Reproduce.Tests.Commands;

/// <summary><c>data</c> and <c>vocab</c> from end to end without a network: on a folder of the user's, and on an empty mirror.</summary>
public sealed class DataTests : IDisposable
{
    private readonly Cli _cli = new();

    public DataTests() => Directory.CreateDirectory(_cli.PathOf("mirror"));

    [Fact]
    public void ListNamesEveryCorpusWithLicenceAndState()
    {
        var (code, output, _) = Run("data list");
        Assert.Equal(ExitCode.Success, code);
        Assert.All(Catalogue.All, entry => Assert.Matches($@"{entry.Name} .*MiB.*not cached", output));
        Assert.Contains("CC BY 2.0", output);
        Assert.Contains("www.manythings.org/anki", output);
        Assert.Contains($"mirror {_cli.PathOf("mirror")}", output);
    }

    [Theory]
    [InlineData("data", ExitCode.Usage, "command")]
    [InlineData("data fetch wmt", ExitCode.Usage, "'wmt' is neither a corpus nor a folder; the corpora are multi30k")]
    [InlineData("data fetch multi30k", ExitCode.Missing, "train.en.gz is not in the mirror")]
    [InlineData("data verify multi30k", ExitCode.Missing, "first run `data fetch multi30k`")]
    [InlineData("data show multi30k --split val", ExitCode.Missing, "val.en.gz is not in the mirror")]
    [InlineData("data show multi30k --split test_2017_flickr", ExitCode.Usage, "no checksum of it is pinned")]
    [InlineData("data show multi30k --split dev", ExitCode.Usage, "it has train, val, test_2016_flickr")]
    [InlineData("data show multi30k --direction en-fr", ExitCode.Usage, "it has en-de, de-en")]
    [InlineData("data show multi30k --direction french", ExitCode.Usage, "'french' is not a direction")]
    [InlineData("data show multi30k --head many", ExitCode.Usage, "'many' is not a number of pairs")]
    [InlineData("data list --mirror nowhere", ExitCode.Usage, "the mirror nowhere is not a folder")]
    [InlineData("data fetch multi30k --cache Reproduce.sln", ExitCode.Missing, "--cache or GMLM_CACHE")]
    [InlineData("vocab wmt", ExitCode.Usage, "'wmt' is not a vocabulary; choose of multi30k-en-de")]
    public void ErrorsAreOneClearLine(string arguments, int exitCode, string says)
    {
        var (code, output, error) = Run(arguments);
        Assert.Equal((exitCode, ""), (code, output.Split('\n').Last().Trim()));
        Assert.Contains(says, error);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public void ShowsAFolderOfOnesOwn()
    {
        Directory.CreateDirectory(_cli.PathOf("mine"));
        File.WriteAllText(_cli.PathOf("mine", "train.en"), "a dog\n\na cat\n");
        File.WriteAllText(_cli.PathOf("mine", "train.de"), "ein Hund\nx\neine Katze\n");

        var (code, output, _) = Run("data show mine --direction de-en --head 1");
        Assert.Equal(ExitCode.Success, code);
        Assert.Equal(["# mine train de-en: 2 pairs, 2 sources", "# 1 pair left out: empty line", "ein Hund\ta dog"], output.TrimEnd().Split('\n').Select(line => line.TrimEnd()));

        File.AppendAllText(_cli.PathOf("mine", "train.en"), "one more\n");
        var (unequal, _, error) = Run("data show mine --direction de-en");
        Assert.Equal(ExitCode.Missing, unequal);
        Assert.Contains("has 3 lines and", error);
    }

    [Theory]
    [InlineData("utf8", "train.de, line 2: byte 4 (F6) is not UTF-8; convert the file")]
    [InlineData("missing", "train.de has 1; line 2 is missing in ")]
    [InlineData("long", "test.en, line 2: more than 1,000 words; mend it")]
    [InlineData("empty", "test.en, line 2: empty line; mend it")]
    [InlineData("all empty", "train.en leaves no pair to use: 2 × empty line")]
    public void AFlawedFolderIsOneClearLine(string how, string says)
    {
        Directory.CreateDirectory(_cli.PathOf("mine"));
        var split = says.Contains("test.") ? "test" : "train";
        File.WriteAllText(_cli.PathOf("mine", split + ".en"), "a dog\n" + (how switch { "long" => string.Join(' ', Enumerable.Repeat("w", 10_000)), "empty" => " ", _ => "b" }) + "\n");
        File.WriteAllBytes(_cli.PathOf("mine", split + ".de"), how == "missing" ? [.. "A\n"u8] : how == "utf8" ? [.. "A\nsch"u8, 0xF6, .. "n\n"u8] : [.. "A\nB\n"u8]);
        if (how == "all empty")
        {
            File.WriteAllText(_cli.PathOf("mine", "train.en"), "\n\n");
        }

        var (code, output, error) = Run($"data show mine --direction en-de --split {split}");
        Assert.Equal((ExitCode.Missing, ""), (code, output));
        Assert.Contains(says, error);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public void AWrongFileInTheMirrorIsNotKept()
    {
        var entry = Catalogue.Find("newstest2014-de-en");
        var path = _cli.PathOf("mirror", entry.PathOf(entry.Files[0]));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "another file");
        var (code, _, error) = Run("data fetch newstest2014-de-en");
        Assert.Equal(ExitCode.Missing, code);
        Assert.All([path, entry.Files[0].Sha256, "nothing was kept; fetch again, or from elsewhere with --mirror"], part => Assert.Contains(part, error));
        Assert.Single(error.TrimEnd().Split('\n'));
        Assert.Empty(Directory.EnumerateFiles(_cli.PathOf("cache"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void AWrongFileInTheCacheIsFoundByVerifyAndNotUsed()
    {
        var entry = Catalogue.Find("newstest2014-de-en");
        var path = _cli.PathOf("cache", entry.PathOf(entry.Files[0]));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "damaged");

        var (code, output, error) = Run("data verify");
        Assert.Equal(ExitCode.Missing, code);
        Assert.Contains("newstest2014-de-en: 0 of 2 files right, 1 not cached, 1 wrong", output);
        Assert.All([path, entry.Files[0].Sha256, "`data fetch newstest2014-de-en` replaces it"], part => Assert.Contains(part, error));
        Assert.Contains("WRONG CHECKSUM", Run("data list").Output);
        Assert.Equal(ExitCode.Missing, Run("data show newstest2014-de-en --split test").ExitCode);
    }

    [Fact]
    public void VocabSaysWhatIsNotInstalled()
    {
        var (code, _, error) = Run("vocab ro-sts", ("PATH", _cli.Root));
        Assert.Equal(ExitCode.Missing, code);
        Assert.Contains("spm_train is not on the PATH; install", error);
    }

    public void Dispose() => _cli.Dispose();

    private (int ExitCode, string Output, string Error) Run(string arguments, params (string Name, string? Value)[] environment) =>
        _cli.Run(arguments, [.. environment, ("GMLM_CACHE", _cli.PathOf("cache")), ("GMLM_MIRROR", _cli.PathOf("mirror"))]);
}
