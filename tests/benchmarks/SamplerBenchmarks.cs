using BenchmarkDotNet.Attributes;
using Gmlm.Theory.Distributions;
using Gmlm.Theory.Random;
using Gmlm.Theory.Samplers;

namespace Gmlm.Benchmarks;

/// <summary>One step of each sampler at the size of Figure 3 (N = 10, clique of 4), with k = 4.</summary>
public class SamplerBenchmarks
{
    private const int Steps = 100_000;
    private const int Length = 10;
    private const int Size = 4;

    private readonly RandomStream _random = new(1);
    private readonly BlockGibbs _computing;
    private readonly TabulatedBlockGibbs _tabulated;
    private readonly IndependentParallel _independent;
    private ulong _state;

    /// <summary>Builds the tables outside of the measurement.</summary>
    public SamplerBenchmarks()
    {
        // Field and coupling are weaker than in the figure, so that outcomes are unpredictable, which is the harder case for branch
        // prediction.
        var model = Ising.Clique(Length, 4, coupling: 0.3, field: 0.1);
        _computing = new BlockGibbs(model, Size);
        _tabulated = new TabulatedBlockGibbs(model, Size);
        _independent = new IndependentParallel(model);
    }

    /// <summary>k-Gibbs, with the conditional computed at each step.</summary>
    [Benchmark(OperationsPerInvoke = Steps, Description = "k-Gibbs, computing (N=10, k=4)")]
    [TargetRate(3e6, "steps")]
    public ulong BlockGibbs()
    {
        var state = _state;
        for (var step = 0; step < Steps; step++)
        {
            state = _computing.Step(_random, state);
        }

        return _state = state;
    }

    /// <summary>k-Gibbs with tabulated conditionals.</summary>
    [Benchmark(OperationsPerInvoke = Steps, Description = "k-Gibbs, tabulated (N=10, k=4)")]
    [TargetRate(15e6, "steps")]
    public ulong TabulatedBlockGibbs()
    {
        var state = _state;
        for (var step = 0; step < Steps; step++)
        {
            state = _tabulated.Step(_random, state);
        }

        return _state = state;
    }

    /// <summary>The independent parallel sampler, with all ten spins in one step.</summary>
    [Benchmark(OperationsPerInvoke = Steps, Description = "independent parallel (N=10)")]
    [TargetRate(0, "steps")]
    public ulong IndependentParallel()
    {
        var state = _state;
        for (var step = 0; step < Steps; step++)
        {
            state = _independent.Step(_random, state);
        }

        return _state = state;
    }

    /// <summary>64 random bits, a lower bound for the time of every step.</summary>
    [Benchmark(OperationsPerInvoke = Steps, Description = "64 random bits")]
    [TargetRate(0, "draws")]
    public ulong RandomBits()
    {
        ulong bits = 0;
        for (var draw = 0; draw < Steps; draw++)
        {
            bits ^= _random.NextBits();
        }

        return bits;
    }
}
