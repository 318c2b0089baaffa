using Gmlm.Theory.Chains;

namespace Gmlm.Reproduce.Claims.Figures;

/// <summary>
/// The check of the figure: means of many simulated runs against the exact expectation, with an allowance from their exact distribution.
/// </summary>
internal static class Figure3Check
{
    public static (ClaimVerdict Verdict, IReadOnlyList<Metric> Metrics) Run(ExperimentContext context, Figure3Settings settings)
    {
        const int runs = Figure3Settings.CheckRepetitions;
        (double Coupling, int Size)[] cells = [.. settings.CheckCouplings.SelectMany(j => settings.CheckSizes.Select(k => (j, k)))];
        var means = Figure3Simulation.KGibbs(context, "figure-3/check", cells, runs).Select(times => times.Average()).ToArray();
        var exact = Figure3Simulation.Map(context, cells, cell => Allowed(Figure3Settings.Exact(cell.Coupling, cell.Size), runs));
        var next = Figure3Simulation.Map(context, cells, cell => Allowed(Figure3Settings.Exact(cell.Coupling, cell.Size + 1), runs));

        var metrics = new List<Metric>();
        for (var i = 0; i < cells.Length; i++)
        {
            metrics.Add(new Metric(
                $"simulated-time.j{Format.Number(cells[i].Coupling)}.k{cells[i].Size}",
                means[i],
                "steps",
                exact[i].StandardError,
                Tolerance.Statistical()));
        }

        metrics.Add(new Metric("check-false-alarm", cells.Length * Figure3Settings.CellFalseAlarm, "", null, Tolerance.Exact));
        return (ClaimVerdict.Of(Figure3Claims.Exact.Id, Compare(cells, means, exact), Compare(cells, means, next)), metrics);
    }

    // The standard error is at least an eighth of a step, so that four of them are half a step where nearly all runs take the same time.
    private static (double Mean, double StandardError, double Allowance) Allowed(CappedTime time, int runs)
    {
        var error = Math.Max(0.125, Math.Sqrt(time.Variance / runs));
        return (time.Mean, error, Math.Max(4 * error, MeanOfRuns.Band(time.Distribution(), runs, Figure3Settings.CellFalseAlarm)));
    }

    private static Outcome Compare(
        (double Coupling, int Size)[] cells,
        double[] means,
        (double Mean, double StandardError, double Allowance)[] exact) => MarginLedger.Of(
        0,
        "the allowance is in the margin: a cell strays beyond it by chance with probability 1e-5 at most",
        cells.Select((cell, i) =>
            (1 - (Math.Abs(means[i] - exact[i].Mean) / exact[i].Allowance), $"J = {Format.Number(cell.Coupling)}, k = {cell.Size}")));
}
