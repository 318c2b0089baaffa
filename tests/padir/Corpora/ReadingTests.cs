using System.IO.Compression;
using System.Text;
using Gmlm.Padir.Corpora;
using Xunit;

namespace Gmlm.Padir.Tests.Corpora;

/// <summary>
/// Folders are read strictly: which files are accepted, which pairs are dropped and counted in training, and which faults are errors with
/// file and line.
/// </summary>
public sealed class ReadingTests : IDisposable
{
    private static readonly Direction EnDe = new("en", "de");

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("a b\nc\n", "A B\nC\n")]
    [InlineData("a b\nc", "A B\nC")]
    [InlineData("a b\r\nc\r\n", "A B\nC\n")]
    [InlineData("a b\r\r\nc\r\r\r\n", "A B\nC\r\n")]
    [InlineData("\uFEFFa b\nc\n", "A B\nC\n")]
    public void AlignedLinesArePairs(string english, string german)
    {
        var text = Train(english, german);
        Assert.Equal([new("a b", "A B"), new("c", "C")], text.Pairs);
        Assert.Empty(text.Dropped);
    }

    [Fact]
    public void OnlyALineFeedEndsALine() => Assert.Equal([new("a\u2028b\u0085c\vd\fe", "A"), new("f", "B")], Train("a\u2028b\u0085c\vd\fe\nf\n", "A\nB\n").Pairs);

    [Theory]
    [InlineData("a\nb\nc\n", "A\nB\n", "train.en has 3 lines and ", "train.de has 2; line 3 is missing in ", "train.de; the files")]
    [InlineData("a\n", "A\nB\nC\nD", "train.en has 1 lines and ", "train.de has 4; line 2 is missing in ", "train.en; the files")]
    public void UnequalFilesAreAnError(string english, string german, params string[] says)
    {
        var error = Assert.Throws<CorpusException>(() => Train(english, german));
        Assert.All(says, part => Assert.Contains(part, error.Message));
        Assert.Equal(CorpusProblem.Malformed, error.Problem);
    }

    public static TheoryData<byte[], string> Broken => new()
    {
        { [.. "a\nb"u8, 0xC3, 0x28, (byte)'\n'], "train.en, line 2: byte 2 (C3) is not UTF-8" },
        { [.. "a\n"u8, 0xED, 0xA0, 0x80], "train.en, line 2: byte 1 (" },
        { [.. "a\nb\0c\n"u8], "train.en, line 2: there is a NUL byte" },
        { Encoding.Unicode.GetBytes("a\nb\n"), "train.en, line 1: there is a NUL byte" },
        { [], "train.en is empty" },
        { [.. "a\n"u8, .. new byte[3 << 20].Select(_ => (byte)'x')], "train.en, line 2 is longer than 1,048,576 bytes" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void BrokenBytesAreAnError(byte[] english, string says)
    {
        _folder.Write("train.en", english);
        _folder.Write("train.de", "A\nB\n");
        var error = Assert.Throws<CorpusException>(() => FolderCorpus.Load(_folder.Root, "train", EnDe));
        Assert.Contains(says, error.Message);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Theory]
    [InlineData("", "empty line")]
    [InlineData(" \t ", "empty line")]
    [InlineData("x\ry", "carriage return within a line")]
    [InlineData("ten thousand words", "more than 1,000 words")]
    [InlineData("no spaces", "more than 20,000 characters")]
    public void AFlawedLineCostsItsPairInTrainingAndIsAnErrorInATestSet(string line, string flaw)
    {
        line = line == "ten thousand words" ? string.Join(' ', Enumerable.Repeat("w", 10_000)) : line == "no spaces" ? new string('字', 20_001) : line;
        var text = Train($"a\n{line}\nc\n", $"A\n{line}\nC\n");
        Assert.Equal([new("a", "A"), new("c", "C")], text.Pairs);
        Assert.Equal([new Dropped(flaw, 1)], text.Dropped);

        _folder.Write("test.en", "a\nb\nc\n");
        _folder.Write("test.de", $"A\n{line}\nC\n");
        var error = Assert.Throws<CorpusException>(() => FolderCorpus.Load(_folder.Root, "test", EnDe));
        Assert.Contains($"test.de, line 2: {flaw}", error.Message);
    }

    [Fact]
    public void ATrainingSetOfFlawedLinesAloneIsAnError()
    {
        var error = Assert.Throws<CorpusException>(() => Train("\n\na\n", "A\n\n \n"));
        Assert.Contains("train.en leaves no pair to use: 3 × empty line; each line", error.Message);
        Assert.Equal(CorpusProblem.Malformed, error.Problem);
    }

    [Theory]
    [InlineData("test_2017_flickr")]
    [InlineData("test_2017_mscoco")]
    public void ASplitWithoutAPinnedSumIsReadFromAFolder(string split)
    {
        _folder.Write(split + ".en.gz", Compressed("a small dog\n"));
        _folder.Write(split + ".de", "ein kleiner Hund\n");
        Assert.Equal([new("ein kleiner Hund", "a small dog")], FolderCorpus.Load(_folder.Root, split, EnDe.Reverse()).Pairs);
        _folder.Write(split + ".de", "\n"); // An empty line is an error here, since the split is held out.
        Assert.Contains(split + ".de, line 1: empty line", Assert.Throws<CorpusException>(() => FolderCorpus.Load(_folder.Root, split, EnDe)).Message);
    }

    [Fact]
    public void CompressedFilesAndOtherDirectionsAreRead()
    {
        _folder.Write("train.en.gz", Compressed("a\nb\n"));
        _folder.Write("train.de", "A\nB\n");
        Assert.Equal([new("A", "a"), new("B", "b")], FolderCorpus.Load(_folder.Root, "train", EnDe.Reverse()).Pairs);

        _folder.Write("train.en.gz", Compressed("a\nb\n")[..^9]);
        Assert.Throws<CorpusException>(() => FolderCorpus.Load(_folder.Root, "train", EnDe));
        _folder.Write("train.en.gz", "this is no gzip file");
        Assert.Contains("train.en.gz cannot be decompressed", Assert.Throws<CorpusException>(() => FolderCorpus.Load(_folder.Root, "train", EnDe)).Message);
    }

    [Theory]
    [InlineData("train.tsv", "a", "A")]
    [InlineData("train.en-de.tsv", "a", "A")]
    [InlineData("train.de-en.tsv", "A", "a")]
    public void TabbedFilesFollowTheirName(string name, string source, string target)
    {
        _folder.Write(name, "a\tA\tignored\n\nb\tB\n");
        var text = FolderCorpus.Load(_folder.Root, "train", EnDe);
        Assert.Equal(new SentencePair(source, target), text.Pairs[0]);
        Assert.Equal([new Dropped("empty line", 1)], text.Dropped);
        Assert.Equal(2, text.Pairs.Count);
    }

    [Fact]
    public void TabbedFilesNeedATab()
    {
        _folder.Write("train.tsv", "a\tA\nb B\n");
        Assert.Contains("train.tsv, line 2: there is no tab", Assert.Throws<CorpusException>(() => FolderCorpus.Load(_folder.Root, "train", EnDe)).Message);
    }

    [Fact]
    public void AFolderWithoutTheSplitOrWithTwoIsAnError()
    {
        _folder.Write("train.en", "a\n");
        Assert.Contains("it has train.en", Message("train", EnDe));
        Assert.Contains("it has no file val.*", Message("val", EnDe));
        Assert.Contains("--direction en-de", Message("train", null));
        Assert.Contains("not the name of a split", Message("../train", EnDe));
        _folder.Write("train.de", "A\n");
        _folder.Write("train.tsv", "a\tA\n");
        Assert.Contains("train.en and train.tsv", Message("train", EnDe));

        string Message(string split, Direction? direction) => Assert.Throws<CorpusException>(() => FolderCorpus.Load(_folder.Root, split, direction)).Message;
    }

    [Fact]
    public void SourcesAreGroupedInOrder()
    {
        var groups = Train("b\na\nb\n", "1\n2\n3\n").BySource();
        Assert.Equal(["b: 1 3", "a: 2"], groups.Select(group => $"{group.Source}: {string.Join(' ', group.Targets)}"));
    }

    private ParallelText Train(string english, string german)
    {
        _folder.Write("train.en", english);
        _folder.Write("train.de", german);
        return FolderCorpus.Load(_folder.Root, "train", EnDe);
    }

    private static byte[] Compressed(string text)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionMode.Compress))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return memory.ToArray();
    }

    public void Dispose() => _folder.Dispose();
}
