using BenchmarkDotNet.Attributes;
using Gmlm.Padir.RowProducts;
using TorchSharp;
using static TorchSharp.torch;

namespace Gmlm.Benchmarks;

/// <summary>
/// Products of a few rows with packed weights, against torch's, on one thread. The weights of T5-small's decoder are used in turn, so that
/// they exceed the cache. The least possible time is the larger of the time to multiply and the time to read the weights once.
/// </summary>
public class FewRowsBenchmarks : IDisposable
{
    private const int Matrices = 20;
    private const int Inputs = 512;
    private const int Outputs = 2048;

    private Tensor[] _weights = [];
    private PackedMatrix[] _packed = [];
    private Tensor _x = null!;
    private float[] _rows = [];
    private float[] _products = [];

    /// <summary>The number of rows.</summary>
    [Params(4, 14, 42)]
    public int Rows { get; set; }

    /// <summary>Makes random weights.</summary>
    [GlobalSetup]
    public void Setup()
    {
        set_num_threads(1);
        _weights = [.. Enumerable.Range(0, Matrices).Select(_ => randn(Inputs, Outputs))];
        _packed = [.. _weights.Select(weights => new PackedMatrix(weights))];
        _x = randn(Rows, Inputs);
        (_rows, _products) = (_x.data<float>().ToArray(), new float[Rows * Outputs]);
    }

    /// <summary>Packed weights with the widest vectors of the processor.</summary>
    [Benchmark(OperationsPerInvoke = Matrices, Description = "few rows, packed weights")]
    [TargetRate(0, "products")]
    public void Packed()
    {
        foreach (var matrix in _packed)
        {
            matrix.Multiply(_rows, _products, add: false);
        }
    }

    /// <summary>Packed weights with AVX2 vectors.</summary>
    [Benchmark(OperationsPerInvoke = Matrices, Description = "few rows, packed weights, AVX2")]
    [TargetRate(0, "products")]
    public void PackedNarrow()
    {
        foreach (var matrix in _packed)
        {
            matrix.Multiply(_rows, _products, add: false, wide: false);
        }
    }

    /// <summary>The product of torch.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Matrices, Description = "few rows, torch")]
    [TargetRate(0, "products")]
    public void Torch()
    {
        using var inference = inference_mode();
        foreach (var matrix in _weights)
        {
            _x.mm(matrix).Dispose();
        }
    }

    /// <summary>Releases native memory.</summary>
    [GlobalCleanup]
    public void Dispose()
    {
        foreach (var matrix in _packed)
        {
            matrix.Dispose();
        }

        foreach (var matrix in _weights)
        {
            matrix.Dispose();
        }

        _x?.Dispose();
        GC.SuppressFinalize(this);
    }
}
