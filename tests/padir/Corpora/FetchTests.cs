using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Gmlm.Padir.Corpora;
using Xunit;

namespace Gmlm.Padir.Tests.Corpora;

/// <summary>
/// Fetches a made-up corpus from a made-up network or mirror. Every file is checked, and a failure leaves no partial file.
/// </summary>
public sealed class FetchTests : IDisposable
{
    private static readonly byte[] English = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("one sentence\n", 20_000)));
    private static readonly PinnedFile File1 = new("train.en", English.Length, Convert.ToHexStringLower(SHA256.HashData(English)));
    private static readonly CatalogueEntry Corpus = new("made-up", "", ["en-de"], "", "", "https://example.org/data/", [File1], new Dictionary<string, IReadOnlyList<string>>());

    private readonly TemporaryFolder _cache = new(), _mirror = new();

    [Fact]
    public async Task FetchesOnceFromThePinnedAddress()
    {
        var network = new Network(English);
        var store = Store(network);
        var progress = new Seen();

        Assert.Equal(FileState.Absent, store.StateOf(Corpus, File1));
        Assert.Equal(1, await store.FetchAsync(Corpus, progress, TestContext.Current.CancellationToken));
        Assert.Equal(0, await store.FetchAsync(Corpus, progress, TestContext.Current.CancellationToken));
        Assert.Equal(["https://example.org/data/train.en"], network.Asked);
        Assert.Equal(["example.org/data/train.en"], _cache.Files());
        Assert.Equal(English, File.ReadAllBytes(store.Obtain(Corpus, File1, TestContext.Current.CancellationToken)));
        Assert.Equal(new FetchProgress("made-up", "train.en", English.Length, English.Length), progress.Last);
    }

    [Theory]
    [InlineData("longer")]
    [InlineData("shorter")]
    [InlineData("flipped")]
    public void TheWrongFileIsNotKept(string how)
    {
        byte[] wrong = how switch { "longer" => [.. English, .. English], "shorter" => English[..^1], _ => [.. English[..^1], (byte)'x'] };
        var error = Fails(Store(new Network(wrong)));
        Assert.Contains($"https://example.org/data/train.en is not the pinned file: expected SHA-256 {File1.Sha256}, found ", error.Message);
        Assert.Empty(_cache.Files());
    }

    [Fact]
    public void ADamagedFileInTheCacheIsSeenAndReplaced()
    {
        var path = _cache.Write("example.org/data/train.en", "damaged");
        var store = Store(new Network(English));
        Assert.Equal(FileState.Wrong, store.StateOf(Corpus, File1));
        var line = Assert.Single(store.Damages(Corpus));
        Assert.All([path, File1.Sha256, Convert.ToHexStringLower(SHA256.HashData("damaged"u8)), "data fetch made-up"], part => Assert.Contains(part, line));

        store.Obtain(Corpus, File1, TestContext.Current.CancellationToken);
        Assert.Equal(FileState.Right, store.StateOf(Corpus, File1));
    }

    [Fact]
    public void WithoutNetworkItSaysSo()
    {
        var error = Fails(Store(new Network(new HttpRequestException("wrapped", new SocketException((int)SocketError.HostNotFound)))));
        Assert.Contains("cannot fetch https://example.org/data/train.en: ", error.Message);
        Assert.Contains("--mirror or GMLM_MIRROR", error.Message);
        Assert.Empty(_cache.Files());
    }

    [Fact]
    public void ARefusalNamesItsStatus() => Assert.Contains("404", Fails(Store(new Network(HttpStatusCode.NotFound))).Message);

    [Fact]
    public void AnAnswerThatBreaksOffLeavesNothing()
    {
        var error = Fails(Store(new Network(new BreaksOff(English))));
        Assert.Contains("broke off", error.Message);
        Assert.Empty(_cache.Files());
    }

    [Fact]
    public async Task AnInterruptionLeavesNothing()
    {
        using var source = new CancellationTokenSource();
        var progress = new Seen(source.Cancel);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store(new Network(English)).FetchAsync(Corpus, progress, source.Token));
        Assert.Empty(_cache.Files());
    }

    [Fact]
    public async Task WhatAKilledFetchLeftIsRemovedByTheNext()
    {
        const int Nobody = int.MaxValue; // No process has a number this large.
        _cache.Write($"example.org/data/train.en.{Nobody}.tmp", English[..100]);
        await Store(new Network(English)).FetchAsync(Corpus, null, TestContext.Current.CancellationToken);
        Assert.Equal(["example.org/data/train.en"], _cache.Files());
    }

    [Fact]
    public void AMirrorStandsInForTheNetwork()
    {
        var network = new Network(English);
        var store = Store(network, _mirror.Root);
        var error = Fails(store);
        Assert.Contains("train.en is not in the mirror", error.Message);
        Assert.Contains(_mirror.Root, error.Message);

        _mirror.Write("example.org/data/train.en", English[..^1]);
        Assert.Contains(Path.Combine(_mirror.Root, "example.org/data/train.en") + " is not the pinned file", Fails(store).Message);
        Assert.Empty(_cache.Files());

        _mirror.Write("example.org/data/train.en", English);
        Assert.Equal(English, File.ReadAllBytes(store.Obtain(Corpus, File1, TestContext.Current.CancellationToken)));
        Assert.Empty(network.Asked);
    }

    [Fact]
    public void ACacheThatIsAFileIsNamed()
    {
        var path = _cache.Write("file", "");
        var store = new CorpusStore(new CorpusPlaces(path, null), new Network(English));
        var error = Fails(store);
        Assert.Contains($"cannot write {path}", error.Message);
        Assert.Contains("--cache or GMLM_CACHE", error.Message);
    }

    [Fact]
    public void AMirrorThatIsNotThereIsWrongUsage()
    {
        var error = Assert.Throws<CorpusException>(() => CorpusPlaces.Resolve(null, Path.Combine(_mirror.Root, "nowhere"), null));
        Assert.Equal(CorpusProblem.Usage, error.Problem);
    }

    private CorpusStore Store(Network network, string? mirror = null) => new(new CorpusPlaces(_cache.Root, mirror), network);

    private static CorpusException Fails(CorpusStore store)
    {
        var error = Assert.Throws<CorpusException>(() => store.Obtain(Corpus, File1, TestContext.Current.CancellationToken));
        Assert.DoesNotContain('\n', error.Message);
        Assert.Equal(CorpusProblem.Missing, error.Problem);
        return error;
    }

    public void Dispose()
    {
        _cache.Dispose();
        _mirror.Dispose();
    }

    private sealed class Seen(Action? then = null) : IProgress<FetchProgress>
    {
        public FetchProgress Last { get; private set; }

        public void Report(FetchProgress value)
        {
            Last = value;
            then?.Invoke();
        }
    }

    private sealed class Network(Func<HttpResponseMessage> answer) : HttpMessageHandler
    {
        public Network(byte[] content) : this(() => new HttpResponseMessage { Content = new ByteArrayContent(content) })
        {
        }

        public Network(Stream content) : this(() => new HttpResponseMessage { Content = new StreamContent(content) })
        {
        }

        public Network(HttpStatusCode status) : this(() => new HttpResponseMessage(status))
        {
        }

        public Network(Exception error) : this(() => throw error)
        {
        }

        public List<string> Asked { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked.Add(request.RequestUri!.ToString());
            return Task.FromResult(answer());
        }
    }

    private sealed class BreaksOff(byte[] content) : MemoryStream(content)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position < Length / 2 ? base.ReadAsync(buffer, cancellationToken) : throw new IOException("the connection broke off");
    }
}
