using Gmlm.Theory.Estimation;
using Gmlm.Theory.Objectives;

namespace Gmlm.Reproduce.Claims.Figures;

/// <summary>
/// Repeated fits of k-PL by gradient descent from θ = 0. Of every drawn data set of n pairs (X, K) two estimates are made: one uses
/// each sample with its own mask (<see cref="Pairs"/>), the other each sample with all masks of size k (<see cref="AllMasks"/>).
/// Errors are squared distances per parameter, (1/d) ‖θ̂ − θ*‖².
/// </summary>
public sealed class SampleEfficiencyRuns
{
    private const double GradientTolerance = 1e-8;
    private const int MaxIterations = 2000;

    private readonly double[,,] _pairs;
    private readonly double[,,] _allMasks;
    private readonly int[] _pairsNotConverged;
    private readonly int[] _allMasksNotConverged;

    private SampleEfficiencyRuns(int sizes, IReadOnlyList<int> samples, int repetitions)
    {
        Samples = samples;
        Repetitions = repetitions;
        _pairs = new double[sizes, samples.Count, repetitions];
        _allMasks = new double[sizes, samples.Count, repetitions];
        _pairsNotConverged = new int[sizes];
        _allMasksNotConverged = new int[sizes];
    }

    /// <summary>The optimiser in words.</summary>
    public static string Optimiser { get; } = string.Create(
        CultureInfo.InvariantCulture,
        $"gradient descent from 0, Barzilai-Borwein steps with Armijo safeguard, "
        + $"to gradient norm {GradientTolerance:0e0} or {MaxIterations} steps");

    /// <summary>The values of n, increasing.</summary>
    public IReadOnlyList<int> Samples { get; }

    /// <summary>Independent data sets for each k and n.</summary>
    public int Repetitions { get; }

    /// <summary>
    /// Fits of one mask a sample, over all n, that did not reach the gradient tolerance. It happens at small n and k: such data are
    /// separable, the loss falls for ever along some direction, and the estimate stays where descent stops.
    /// </summary>
    public int PairsNotConverged(int k) => _pairsNotConverged[k - 1];

    /// <summary>The same with all masks of every sample.</summary>
    public int AllMasksNotConverged(int k) => _allMasksNotConverged[k - 1];

    /// <summary>The errors of one mask a sample, for k and Samples[index], one for each repetition.</summary>
    public double[] Pairs(int k, int index) => Row(_pairs, k, index);

    /// <summary>The errors of all masks of every sample.</summary>
    public double[] AllMasks(int k, int index) => Row(_allMasks, k, index);

    /// <summary>Draws and fits. Every (k, n, repetition) has its own stream, so that the result does not depend on scheduling.</summary>
    /// <param name="context">Seed, progress, cancellation.</param>
    /// <param name="label">Names the streams.</param>
    /// <param name="model">The truth.</param>
    /// <param name="samples">The values of n.</param>
    /// <param name="repetitions">Data sets for each k and n.</param>
    public static SampleEfficiencyRuns Execute(
        ExperimentContext context, string label, Ising model, IReadOnlyList<int> samples, int repetitions) =>
        Execute(context, label, Ising.Family(model.Length), model.Distribution(), _ => model.Parameters(), samples, repetitions);

    /// <summary>
    /// The same for any family; its minimiser θ* may differ from one k to the next where the data are not of the family.
    /// </summary>
    public static SampleEfficiencyRuns Execute(
        ExperimentContext context,
        string label,
        ExponentialFamily family,
        FiniteDistribution distribution,
        Func<int, double[]> truthOf,
        IReadOnlyList<int> samples,
        int repetitions)
    {
        var length = family.Space.Length;
        var runs = new SampleEfficiencyRuns(length, samples, repetitions);
        var done = 0;
        for (var k = 1; k <= length; k++)
        {
            var size = k;
            var truth = truthOf(k);
            var masks = MaskDistribution.UniformOfSize(length, k);
            var sampler = new PairSampler(distribution, masks);
            var blocks = new MaskBlocks(family.Space, masks.Masks);
            var descent = new GradientDescent(GradientTolerance, MaxIterations);
            double Error(MaskedData data, int[] notConverged)
            {
                var fit = descent.Minimize(new Pseudolikelihood(family, data, blocks), new double[family.Dimension]);
                if (!fit.Converged)
                {
                    Interlocked.Increment(ref notConverged[size - 1]);
                }

                return fit.Parameters.Zip(truth, (estimate, value) => (estimate - value) * (estimate - value)).Average();
            }

            Parallel.For(0, repetitions, new ParallelOptions { CancellationToken = context.Cancellation }, repetition =>
            {
                for (var i = 0; i < samples.Count; i++)
                {
                    var pairs = sampler.Draw(samples[i], context.Stream($"{label}/k{size}/n{samples[i]}", repetition));
                    runs._pairs[size - 1, i, repetition] = Error(pairs, runs._pairsNotConverged);
                    runs._allMasks[size - 1, i, repetition] = Error(
                        MaskedData.Product(pairs.Marginal(), masks), runs._allMasksNotConverged);
                }

                context.Report((double)Interlocked.Increment(ref done) / (length * repetitions));
            });
        }

        return runs;
    }

    private static double[] Row(double[,,] errors, int k, int index) =>
        [.. Enumerable.Range(0, errors.GetLength(2)).Select(r => errors[k - 1, index, r])];
}
