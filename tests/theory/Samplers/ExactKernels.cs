using System.Numerics;
using Gmlm.Theory.Distributions;
using Gmlm.Theory.Random;
using Gmlm.Theory.Samplers;
using MathNet.Numerics.Distributions;

namespace Gmlm.Theory.Tests.Samplers;

/// <summary>The kernels' rows by enumeration from <see cref="Ising.Energy"/> alone, and the test of frequencies against a row.</summary>
internal static class ExactKernels
{
    /// <summary>
    /// A test of frequencies fails by bad luck once in a million. The seeds are fixed, so it either always fails or never does.
    /// </summary>
    public const double FalseAlarm = 1e-6;

    /// <summary>Spins with random fields and couplings, normal with the given scales.</summary>
    public static Ising Model(int length, double fieldScale, double couplingScale, ulong seed)
    {
        var random = new RandomStream(seed);
        var couplings = new double[length, length];
        for (var i = 0; i < length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                couplings[i, j] = couplings[j, i] = couplingScale * Normal.Sample(random, 0, 1);
            }
        }

        return new Ising([.. Enumerable.Range(0, length).Select(_ => fieldScale * Normal.Sample(random, 0, 1))], couplings);
    }

    /// <summary>P(x → ·) of k-Gibbs, over 2^N states.</summary>
    public static double[] BlockRow(Ising model, int size, int state)
    {
        var row = new double[1 << model.Length];
        var masks = Enumerable.Range(0, 1 << model.Length).Where(mask => BitOperations.PopCount((uint)mask) == size).ToArray();
        foreach (var mask in masks)
        {
            var block = Enumerable.Range(0, 1 << model.Length).Where(y => (y & ~mask) == (state & ~mask)).ToArray();
            var energies = block.Select(model.Energy).ToArray();
            var weights = energies.Select(energy => Math.Exp(energy - energies.Max())).ToArray();
            for (var y = 0; y < block.Length; y++)
            {
                row[block[y]] += weights[y] / weights.Sum() / masks.Length;
            }
        }

        return row;
    }

    /// <summary>P(x → ·) of the independent parallel sampler: the product of p(y_i given x_{−i}).</summary>
    public static double[] IndependentRow(Ising model, int state)
    {
        var row = new double[1 << model.Length];
        for (var y = 0; y < row.Length; y++)
        {
            row[y] = 1;
            for (var i = 0; i < model.Length; i++)
            {
                var (on, off) = (model.Energy(state | (1 << i)), model.Energy(state & ~(1 << i)));
                row[y] *= 1 / (1 + Math.Exp((y >> i & 1) != 0 ? off - on : on - off));
            }
        }

        return row;
    }

    /// <summary>χ² of one-step frequencies against a row; cells that expect fewer than five are pooled. Returns the p-value.</summary>
    public static double FrequencyTest(ISpinKernel kernel, double[] row, ulong state, int draws, ulong seed)
    {
        var random = new RandomStream(seed);
        var counts = new long[row.Length];
        for (var draw = 0; draw < draws; draw++)
        {
            counts[kernel.Step(random, state)]++;
        }

        double statistic = 0, pooled = 0, pooledCount = 0;
        var cells = 0;
        for (var y = 0; y < row.Length; y++)
        {
            var expected = row[y] * draws;
            if (expected < 5)
            {
                (pooled, pooledCount) = (pooled + expected, pooledCount + counts[y]);
                continue;
            }

            statistic += (counts[y] - expected) * (counts[y] - expected) / expected;
            cells++;
        }

        // What is pooled may be anything down to nothing: then it is a matter of how often so rare an event was seen.
        if (pooled >= 5)
        {
            statistic += (pooledCount - pooled) * (pooledCount - pooled) / pooled;
            cells++;
        }
        else if (pooledCount > 0)
        {
            var atLeast = pooled <= 0 ? 0 : 1 - Poisson.CDF(pooled, pooledCount - 1);
            if (atLeast < FalseAlarm)
            {
                return 0;
            }
        }

        return cells < 2 ? 1 : 1 - ChiSquared.CDF(cells - 1, statistic);
    }
}
