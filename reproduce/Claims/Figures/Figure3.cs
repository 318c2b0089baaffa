using Gmlm.Theory.Chains;

namespace Gmlm.Reproduce.Claims.Figures;

/// <summary>
/// Figure 3: the steps of k-Gibbs from R₋₁ to R₁ over J, simulated as in the caption and exact from the lumped chain, and the probability
/// that the independent parallel sampler reaches R₁ at all.
/// </summary>
public sealed class Figure3 : Experiment
{
    public override string Id => "figure-3";

    public override string Title => "Steps from one mode to the other";

    public override IReadOnlyList<Claim> Claims => Figure3Claims.All;

    public override IReadOnlyDictionary<string, string> Parameters(Profile profile) => Figure3Settings.Of(profile).Text();

    public override ExperimentResult Execute(ExperimentContext context)
    {
        var settings = Figure3Settings.Of(context.Profile);
        var exact = Exact(context, settings);
        context.Report(0.2);
        var points = Points(context, settings);
        context.Report(0.4);
        var (agreement, checkMetrics) = Figure3Check.Run(context, settings);
        context.Report(0.8);
        var (never, independent) = Figure3Independent.Run(context, settings);
        context.Report(0.95);

        return Result(
            context,
            [agreement, never, LargerBlocks(settings, exact)],
            [
                .. settings.Couplings.SelectMany(j => settings.Sizes.Select(k =>
                    new Metric($"exact-time.j{Format.Number(j)}.k{k}", exact[(j, k)].Mean, "steps", null, Tolerance.Relative(1e-6)))),
                .. checkMetrics,
                .. independent.Metrics,
            ],
            [ExactTable(settings, exact), independent.Table],
            series: [.. points, .. Curves(settings, exact), .. independent.Curves]);
    }

    private static Dictionary<(double Coupling, int Size), CappedTime> Exact(ExperimentContext context, Figure3Settings settings)
    {
        var cells = settings.FineCouplings.Union(settings.Couplings).SelectMany(j => settings.Sizes.Select(k => (j, k))).ToArray();
        var times = Figure3Simulation.Map(context, cells, cell => Figure3Settings.Exact(cell.j, cell.k));
        return cells.Zip(times).ToDictionary(pair => pair.First, pair => pair.Second);
    }

    private static IEnumerable<Series> Points(ExperimentContext context, Figure3Settings settings)
    {
        var cells = settings.Sizes.SelectMany(k => settings.Couplings.Select(j => (j, k))).ToArray();
        var times = Figure3Simulation.KGibbs(context, "figure-3/points", cells, Figure3Settings.Repetitions);
        return cells.Zip(times).GroupBy(pair => pair.First.k).Select(group => new Series(
            $"k{group.Key}.simulated",
            "simulated",
            $"k = {group.Key}",
            $"half a standard deviation over {Figure3Settings.Repetitions} repetitions",
            Tolerance.Statistical(),
            [.. group.Select(pair => Point(pair.First.j, pair.Second))]));
    }

    private static SeriesPoint Point(double coupling, int[] times)
    {
        var mean = times.Average();
        return new SeriesPoint(coupling, mean, Math.Sqrt(times.Sum(time => (time - mean) * (time - mean)) / (times.Length - 1)) / 2);
    }

    private static IEnumerable<Series> Curves(Figure3Settings settings, Dictionary<(double, int), CappedTime> exact) =>
        settings.Sizes.Select(k => new Series(
            $"k{k}.exact", "exact", $"k = {k}", "", Tolerance.Relative(1e-6),
            [
                .. settings.FineCouplings.Select(j => new SeriesPoint(j, exact[(j, k)].Mean)),
            ]));

    private static ClaimVerdict LargerBlocks(Figure3Settings settings, Dictionary<(double, int), CappedTime> exact)
    {
        return ClaimVerdict.Of(Figure3Claims.LargerBlocks.Id, Compare(), AllAtOnce());

        Outcome Compare()
        {
            var ledger = Ledger();
            foreach (var j in settings.FineCouplings)
            {
                foreach (var (smaller, larger) in settings.Sizes.Zip(settings.Sizes.Skip(1)))
                {
                    var (slow, fast) = (Math.Log10(exact[(j, smaller)].Shortfall), Math.Log10(exact[(j, larger)].Shortfall));
                    ledger.AtMost(slow, fast, $"J = {Format.Number(j)}, k = {smaller} and {larger}");
                }
            }

            return ledger.Outcome();
        }

        Outcome AllAtOnce()
        {
            var ledger = Ledger();
            foreach (var j in settings.FineCouplings)
            {
                var independent = Figure3Settings.Independent(j).Shortfall;
                ledger.AtMost(
                    Math.Log10(exact[(j, settings.Sizes[0])].Shortfall),
                    Math.Log10(Math.Max(1e-300, independent)),
                    $"J = {Format.Number(j)}, k = {settings.Sizes[0]} and all at once");
            }

            return ledger.Outcome();
        }

        static MarginLedger Ledger() => new(1e-9, "rounding of sums of a thousand probabilities, in decades");
    }

    private static Table ExactTable(Figure3Settings settings, Dictionary<(double, int), CappedTime> exact) => new(
        "exact-times",
        $"Exact expected steps of $k$-Gibbs from $R_(-1)$ to $R_1$, capped at {Figure3Settings.Budget}.",
        ["J", .. settings.Sizes.Select(k => $"k = {k}")],
        [.. settings.Couplings.Select(j => (IReadOnlyList<string>)[
            Format.Number(j),
            .. settings.Sizes.Select(k => exact[(j, k)].Mean.ToString("0.0", System.Globalization.CultureInfo.InvariantCulture))])],
        IsExact: true);
}
