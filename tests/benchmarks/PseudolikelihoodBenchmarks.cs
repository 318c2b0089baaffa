using BenchmarkDotNet.Attributes;
using Gmlm.Theory.Distributions;
using Gmlm.Theory.Objectives;

namespace Gmlm.Benchmarks;

/// <summary>Loss and gradient of k-pseudolikelihood for the fits of Figures 1 and 2, with 16 states and 10 parameters.</summary>
public class PseudolikelihoodBenchmarks
{
    private const int Evaluations = 10_000;
    private const int Length = 4;

    private readonly Pseudolikelihood[] _objectives;
    private readonly double[] _parameters = Ising.Clique(Length, Length, coupling: 0.05, field: 0.1).Parameters();
    private readonly double[] _gradient;

    /// <summary>Builds the objectives outside of the measurement.</summary>
    public PseudolikelihoodBenchmarks()
    {
        var family = Ising.Family(Length);
        var data = Ising.Clique(Length, Length, coupling: 0.05, field: 0).Distribution();
        _objectives = [.. Enumerable.Range(1, Length).Select(k => new Pseudolikelihood(family, MaskedData.Product(data, MaskDistribution.UniformOfSize(Length, k))))];
        _gradient = new double[family.Dimension];
    }

    /// <summary>k = 1: 4 masks of 8 blocks.</summary>
    [Benchmark(OperationsPerInvoke = Evaluations, Description = "1-PL loss + gradient (N=4)")]
    [TargetRate(1e6 / 3, "evals")]
    public double K1() => Evaluate(1);

    /// <summary>k = 2: 6 masks of 4 blocks.</summary>
    [Benchmark(OperationsPerInvoke = Evaluations, Description = "2-PL loss + gradient (N=4)")]
    [TargetRate(1e6 / 3, "evals")]
    public double K2() => Evaluate(2);

    /// <summary>k = 3: 4 masks of 2 blocks.</summary>
    [Benchmark(OperationsPerInvoke = Evaluations, Description = "3-PL loss + gradient (N=4)")]
    [TargetRate(1e6 / 3, "evals")]
    public double K3() => Evaluate(3);

    /// <summary>k = 4: maximum likelihood.</summary>
    [Benchmark(OperationsPerInvoke = Evaluations, Description = "4-PL loss + gradient (N=4)")]
    [TargetRate(1e6 / 3, "evals")]
    public double K4() => Evaluate(4);

    private double Evaluate(int k)
    {
        double sum = 0;
        for (var evaluation = 0; evaluation < Evaluations; evaluation++)
        {
            // Every evaluation is at another point, so that no result can be reused.
            _parameters[0] = 1e-6 * evaluation;
            sum += _objectives[k - 1].Evaluate(_parameters, _gradient);
        }

        return sum;
    }
}
