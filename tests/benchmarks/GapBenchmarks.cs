using BenchmarkDotNet.Attributes;
using Gmlm.Theory.Chains;
using Gmlm.Theory.Distributions;
using Gmlm.Theory.Random;

namespace Gmlm.Benchmarks;

/// <summary>The spectral gap of 2-block dynamics on 16,384 states, to 1e-8, matrix-free.</summary>
public class GapBenchmarks
{
    private const int Length = 14;

    private readonly FiniteDistribution _distribution;

    /// <summary>Makes an Ising model with random fields and couplings.</summary>
    public GapBenchmarks()
    {
        var random = new RandomStream(1);
        var couplings = new double[Length, Length];
        for (var i = 0; i < Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                couplings[i, j] = couplings[j, i] = (random.NextUniform() - 0.5) / 2;
            }
        }

        _distribution = new Ising([.. Enumerable.Range(0, Length).Select(_ => random.NextUniform() - 0.5)], couplings).Distribution();
    }

    /// <summary>Computes the blocks and the eigenvalue.</summary>
    [Benchmark(Description = "gap of 2-block dynamics (N=14)")]
    [TargetRate(0.1, "gaps")]
    public double Gap() => new BlockDynamics(_distribution, MaskDistribution.UniformOfSize(Length, 2)).SpectralGap;
}
