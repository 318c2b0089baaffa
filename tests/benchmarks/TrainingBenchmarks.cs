using BenchmarkDotNet.Attributes;
using Gmlm.Padir.Configuration;
using Gmlm.Padir.Decoding;
using Gmlm.Padir.T5;
using Gmlm.Padir.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Gmlm.Benchmarks;

/// <summary>
/// One update on 2,048 target tokens, against a straightforward network of the same size made of TorchSharp's own Transformer layers; the
/// target is 1.8 times its throughput with dropout. Width 128, 4 + 4 layers, vocabulary 6,000, 2.6 million parameters, all cores. A square
/// matrix product shows the machine's rate of arithmetic for comparison.
/// </summary>
public class TrainingBenchmarks : IDisposable
{
    private const int Vocabulary = 6000;
    private const int Width = 128;
    private const int Rows = 128;
    private const int Length = 16;
    private const int Side = 2048;

    private static readonly DecodingTokens Tokens = new(0, 1, Vocabulary - 1, i => Vocabulary - 3 - i, 100, 4, Vocabulary - 200, Vocabulary - 2, 3);

    private PadirModel _model = null!;
    private BatchLoss _loss = null!;
    private ScaledAdamW _optimizer = null!;
    private Example[] _batch = null!;
    private LayersOfTorch _peer = null!;
    private Tensor _square = null!;
    private ulong _step;

    /// <summary>The dropout probability.</summary>
    [Params(0.0, 0.3)]
    public double Dropout { get; set; }

    /// <summary>Makes both networks, with random weights, and a batch of random words.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var config = new PadirConfig
        {
            Network = new T5Config
            {
                VocabularySize = Vocabulary, Width = Width, HeadWidth = 32, Heads = 4, FeedForwardWidth = 512, EncoderLayers = 4, DecoderLayers = 4, Dropout = Dropout, StartId = 3,
            },
            Decoder = DecoderMode.Causal,
        };
        _model = new PadirModel(config);
        _model.train();
        _loss = new BatchLoss(_model, Tokens);
        var (network, auxiliary) = _model.Trained();
        _optimizer = new ScaledAdamW(_model, [network, auxiliary], config.Training);
        var make = new Examples(config, Tokens);
        _batch = [.. Enumerable.Range(0, Rows).Select(row => Enumerable.Range(0, Length - 1).Select(i => 4 + (((row * 97) + (i * 389)) % 5700)).ToArray()).Select(words => make.Of(words, words)!.Value)];
        _peer = new LayersOfTorch(Vocabulary, Width, Dropout, TokenRows.ToTensor([.. _batch.Select(example => example.Target)], config.Network));
        _square = randn(Side, Side);
    }

    /// <summary>One step of the trainer.</summary>
    [Benchmark(OperationsPerInvoke = Rows * Length, Description = "training")]
    [TargetRate(0, "tokens")]
    public double Ours()
    {
        using var scope = NewDisposeScope();
        var sums = _loss.Of(_batch, _step++, gradients: true);
        _optimizer.Step(1e-3);
        return sums.TokenLoss;
    }

    /// <summary>One step of the straightforward network.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Rows * Length, Description = "training torch's layers")]
    [TargetRate(0, "tokens")]
    public double Peer() => _peer.Step();

    /// <summary>A matrix product of 2·2048³ operations.</summary>
    [Benchmark(Description = "matrix product (2048³)")]
    [TargetRate(0, "products")]
    public long Product()
    {
        using var product = _square.mm(_square);
        return product.shape[0];
    }

    /// <summary>Releases native memory.</summary>
    [GlobalCleanup]
    public void Dispose()
    {
        _optimizer?.Dispose();
        _model?.Dispose();
        _peer?.Dispose();
        _square?.Dispose();
        GC.SuppressFinalize(this);
    }
}
