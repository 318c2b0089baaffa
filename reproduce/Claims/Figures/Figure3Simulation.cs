using Gmlm.Theory.Samplers;

namespace Gmlm.Reproduce.Claims.Figures;

/// <summary>
/// Simulates capped times, in parallel over the cells. Every run has its own stream, so that the result does not depend on scheduling.
/// </summary>
internal static class Figure3Simulation
{
    private const ulong InClique = (1UL << Figure3Settings.Clique) - 1;

    /// <summary>The capped times of each cell (J, k), in the order of the cells.</summary>
    public static int[][] KGibbs(ExperimentContext context, string purpose, IReadOnlyList<(double Coupling, int Size)> cells, int runs) =>
        Map(context, cells, cell => Runs(
            context, $"{purpose}/j{Format.Number(cell.Coupling)}/k{cell.Size}", new TabulatedBlockGibbs(
                Figure3Settings.Model(cell.Coupling), cell.Size), runs));

    /// <summary>The capped times of the independent parallel sampler at each J.</summary>
    public static int[][] Independent(ExperimentContext context, IReadOnlyList<double> couplings, int runs) =>
        Map(context, couplings, coupling => Runs(
            context, $"figure-3/independent/j{Format.Number(coupling)}", new IndependentParallel(Figure3Settings.Model(coupling)), runs));

    /// <summary>A function of each item, in parallel, results in the items' order.</summary>
    public static TResult[] Map<TItem, TResult>(ExperimentContext context, IReadOnlyList<TItem> items, Func<TItem, TResult> function)
    {
        var results = new TResult[items.Count];
        Parallel.For(
            0, items.Count, new ParallelOptions { CancellationToken = context.Cancellation }, i => results[i] = function(items[i]));
        return results;
    }

    private static int[] Runs(ExperimentContext context, string label, ISpinKernel kernel, int runs)
    {
        var times = new int[runs];
        for (var run = 0; run < runs; run++)
        {
            times[run] = SampledHittingTime.Sample(kernel, context.Stream(label, run), InClique, Figure3Settings.Budget);
        }

        return times;
    }
}
