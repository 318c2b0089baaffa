using BenchmarkDotNet.Attributes;
using Gmlm.Padir.Autoregressive;
using Gmlm.Padir.T5;
using Gmlm.Padir.Tests.Autoregressive;
using TorchSharp;
using static TorchSharp.torch;

namespace Gmlm.Benchmarks;

/// <summary>
/// Greedy decoding of batches, 20 words each and on one thread, against the same network written by hand with the fewest operations; the
/// target is at most a tenth more time. Both encode the sources first; the decoder also allocates its room for keys and values. A slow test
/// measures the ratio of the steps alone, in alternation, and is the more reliable of the two on a busy machine.
/// </summary>
public class AutoregressiveStepBenchmarks : IDisposable
{
    private const int Steps = 20;
    private const int Width = 128;

    private T5Network _network = null!;
    private AutoregressiveDecoder _decoder = null!;
    private HandWrittenSteps _peer = null!;
    private Tensor _sources = null!;

    /// <summary>The number of sources in the batch.</summary>
    [Params(1, 32, 128)]
    public int Batch { get; set; }

    /// <summary>A network of 2.6 million parameters that ends no sentence.</summary>
    [GlobalSetup]
    public void Setup()
    {
        set_num_threads(1);
        _network = new T5Network(
            new() { VocabularySize = 6000, Width = Width, HeadWidth = 32, Heads = 4, FeedForwardWidth = 2 * Width, EncoderLayers = 4, DecoderLayers = 4 }, seed: 1);
        _network.eval();
        _sources = TokenRows.ToTensor([.. Enumerable.Range(0, Batch).Select(row => Enumerable.Range(0, 16).Select(i => 2 + (((row * 97) + (i * 389)) % 5990)).ToArray())], _network.Config);
        _decoder = new AutoregressiveDecoder(_network, new() { MaxLength = Steps - 1 });
        _peer = new HandWrittenSteps(_network, _sources, Steps);
    }

    /// <summary>Decodes a batch.</summary>
    [Benchmark(OperationsPerInvoke = Steps, Description = "autoregressive steps")]
    [TargetRate(0, "steps")]
    public int Decoder() => _decoder.Decode(_sources).Count;

    /// <summary>The same work by the hand-written steps, whose weights and room are allocated before the measurement.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Steps, Description = "autoregressive steps by hand")]
    [TargetRate(0, "steps")]
    public long ByHand()
    {
        using var inference = inference_mode();
        using var scope = NewDisposeScope();
        _network.Encode(_sources);
        var last = 0L;
        for (var step = 0; step < Steps; step++)
        {
            last = _peer.Step()[0];
        }

        return last;
    }

    /// <summary>Releases native memory.</summary>
    [GlobalCleanup]
    public void Dispose()
    {
        _peer?.Dispose();
        _decoder?.Dispose();
        _sources?.Dispose();
        _network?.Dispose();
        GC.SuppressFinalize(this);
    }
}
