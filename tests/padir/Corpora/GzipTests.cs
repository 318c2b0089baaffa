using System.IO.Compression;
using System.Text;
using CsCheck;
using Gmlm.Padir.Corpora;
using Xunit;

namespace Gmlm.Padir.Tests.Corpora;

/// <summary>Compressed files are read strictly: every byte belongs to a member, and no file can fill the memory.</summary>
public sealed class GzipTests : IDisposable
{
    private const string Text = "the dog\tder Hund\na cat\teine Katze\n";

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1 << 16)]
    public void MembersAreReadOneBehindTheOther(int atOnce)
    {
        var texts = Enumerable.Range(0, 4).Select(i => string.Concat(Enumerable.Range(0, 5000 * i).Select(line => $"{line * 7919 % 10007} {i}\n"))).ToArray();
        Assert.Equal(string.Concat(texts), Read([.. texts.SelectMany(text => Member(text))], atOnce));
    }

    // The optional parts of the header, in this order, each present if its flag is set: extra field, name, comment and checksum.
    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(8 + 16)]
    [InlineData(2 + 4 + 8 + 16)]
    public void OptionalPartsOfHeadersAreSkipped(int flags)
    {
        byte[] header =
        [
            0x1F, 0x8B, 8, (byte)flags, 1, 2, 3, 4, 0, 3,
            .. (flags & 4) == 0 ? [] : (byte[])[3, 0, 9, 0, 9],
            .. (flags & 8) == 0 ? [] : "name\0"u8.ToArray(),
            .. (flags & 16) == 0 ? [] : "said\0"u8.ToArray(),
        ];
        var sum = SumOf(header);
        byte[] whole = [.. header, .. (flags & 2) == 0 ? [] : (byte[])[(byte)sum, (byte)(sum >> 8)], .. Member(Text)[10..]];
        Assert.Equal(Text + Text, Read([.. whole, .. whole]));
        if ((flags & 2) != 0)
        {
            whole[header.Length] ^= 1;
            Assert.Contains("broken gzip header", Flaw(whole));
        }
    }

    // Bytes that may change unnoticed: time, level, system, the hint that the content is text, and the unused bits of the last compressed
    // byte.
    [Fact]
    public void NoChangedAddedOrLostByteChangesTheContents()
    {
        byte[][] members = [Member(Text), Member("the bird\tder Vogel\n"), Member("a fish\tein Fisch\n")];
        byte[] whole = [.. members.SelectMany(member => member)];
        var read = Read(whole);
        var unnoticed = 0;
        for (var i = 0; i < whole.Length; i++)
        {
            foreach (var value in Enumerable.Range(0, 8).Select(bit => whole[i] ^ (1 << bit)).Append(0).Append(0xFF).Where(value => value != whole[i]))
            {
                Changed([.. whole[..i], (byte)value, .. whole[(i + 1)..]], $"byte {i} became {value}");
            }

            Changed([.. whole[..i], .. whole[(i + 1)..]], $"byte {i} was lost");
            Changed([.. whole[..i], 0, .. whole[i..]], $"a byte came before byte {i}");
        }

        Changed([.. whole, 0], "a zero came at the end");
        Changed([.. whole, .. new byte[512]], "the last block was filled with zeros");
        Assert.InRange(unnoticed, 1, members.Length * ((6 * 10) + 1 + 7));

        int[] borders = [.. Enumerable.Range(0, members.Length + 1).Select(count => members.Take(count).Sum(member => member.Length))];
        Assert.All(Enumerable.Range(0, whole.Length).Except(borders), length => Assert.NotEqual("", Flaw(whole[..length])));

        void Changed(byte[] bytes, string how)
        {
            if (Try(bytes) is (var contents, null))
            {
                Assert.True(contents == read, $"{how}: {contents.Length} characters in place of {read.Length}");
                unnoticed++;
            }
        }
    }

    [Fact]
    public void AnyBytesAreReadOrRefused()
    {
        var whole = Member(string.Concat(Enumerable.Range(0, 60).Select(i => $"{i * 7919 % 10007} dogs and {i} cats\n"))); // long enough for a dynamic Huffman block
        Gen.Select(Gen.Byte.Array[0, 60], Gen.Int[0, whole.Length], Gen.Int[0, whole.Length]).Sample(
            (bytes, from, to) => Try([.. whole[..from], .. bytes, .. whole[to..]]) is ({ Length: >= 0 }, _), iter: 5000);
    }

    [Theory]
    [InlineData(20 << 20)]
    [InlineData(3 << 20)]
    public void AFileThatGrowsMoreThanAnyTextIsRefusedAtOnce(int size)
    {
        var whole = Member(new string('\n', size));
        using var stream = new GzipMembers(new MemoryStream(whole));
        var buffer = new byte[1 << 16];
        var read = 0;
        var error = Assert.Throws<InvalidDataException>(() =>
        {
            while (stream.Read(buffer, 0, buffer.Length) is > 0 and var count)
            {
                read += count;
            }
        });
        Assert.Contains("more than 100 times its size", error.Message);
        Assert.InRange(read, 1, Math.Max(1 << 20, GzipMembers.MostGrowth * whole.Length));
    }

    [Fact]
    public void AMebibyteIsAlwaysAllowed() => Assert.Equal(1 << 20, Read(Member(new string('\n', 1 << 20))).Length);

    [Fact]
    public void APipeMayGrowAsAFileMay()
    {
        var text = string.Concat(Enumerable.Range(0, 300_000).Select(i => $"{i * 7919L % 1_000_003}\n"));
        using var stream = new GzipMembers(new Pipe(Member(text)));
        using var reader = new StreamReader(stream);
        Assert.Equal(text, reader.ReadToEnd());
    }

    [Fact]
    public void DamageIsAnErrorOfTheFile()
    {
        // Three members of one pair each; the second member begins with a wrong byte.
        _folder.Write("train.tsv.gz", File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Fixtures", "corpora", "damaged-member.tsv.gz")));
        var error = Assert.Throws<CorpusException>(() => FolderCorpus.Load(_folder.Root, "train", new Direction("en", "de")));
        Assert.Equal(CorpusProblem.Malformed, error.Problem);
        Assert.Contains("train.tsv.gz cannot be decompressed after line 1: there is no gzip header where member 2 should begin;", error.Message);
    }

    public void Dispose() => _folder.Dispose();

    private static string Flaw(byte[] bytes) => Try(bytes).Flaw ?? "";

    private static (string Contents, string? Flaw) Try(byte[] bytes)
    {
        try
        {
            return (Read(bytes), null);
        }
        catch (InvalidDataException error)
        {
            return ("", error.Message);
        }
    }

    private static string Read(byte[] bytes, int atOnce = 1 << 12)
    {
        using var stream = new GzipMembers(new MemoryStream(bytes));
        using var contents = new MemoryStream();
        stream.CopyTo(contents, atOnce);
        return Encoding.Latin1.GetString(contents.ToArray());
    }

    private static byte[] Member(string text)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Optimal))
        {
            gzip.Write(Encoding.Latin1.GetBytes(text));
        }

        return memory.ToArray();
    }

    // CRC-32 bit by bit, independent of the library's.
    private static uint SumOf(byte[] bytes)
    {
        var sum = uint.MaxValue;
        foreach (var value in bytes)
        {
            sum ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                sum = (sum >> 1) ^ ((sum & 1) * 0xEDB88320u);
            }
        }

        return ~sum;
    }

    private sealed class Pipe(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override long Length => throw new NotSupportedException();

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 999));
    }
}
