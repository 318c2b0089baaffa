namespace Gmlm.Reproduce.Claims.Figures;

/// <summary>
/// The independent parallel sampler of Figure 3: the exact probability of reaching R₁ within the budget, and the J from which
/// it counts as "never".
/// </summary>
internal static class Figure3Independent
{
    /// <summary>The drawn and gated parts of the result.</summary>
    public sealed record Part(IReadOnlyList<Metric> Metrics, IReadOnlyList<Series> Curves, Table Table);

    public static (ClaimVerdict Verdict, Part Part) Run(ExperimentContext context, Figure3Settings settings)
    {
        var couplings = Figure3Settings.IndependentCouplings;
        var reached = Figure3Simulation.Map(context, couplings, Figure3Never.LogReached);
        var left = Figure3Simulation.Map(context, couplings, Figure3Never.LogLeft);
        var bound = Figure3Never.From(Figure3Never.LogLeft);
        var verdict = ClaimVerdict.Of(
            Figure3Claims.Never.Id,
            Compare(couplings.Where(j => j >= bound)),
            Compare([0, 0.5]));

        var simulated = Figure3Simulation.Independent(context, settings.Couplings, Figure3Settings.Repetitions)
            .Select(times => times.Count(time => time < Figure3Settings.Budget)).ToArray();
        var any = settings.Couplings.Select(j => Figure3Never.LogAny(Figure3Never.LogReached(j))).ToArray();
        Metric[] metrics =
        [
            new("never-from", Figure3Never.From(Figure3Never.LogReached), "J", null, Tolerance.Relative(1e-6)),
            new("never-from-bound", bound, "J", null, Tolerance.Relative(1e-6)),
            .. settings.Couplings.Zip(
                any, (j, p) => new Metric($"independent-any.j{Format.Number(j)}", p, "log10 probability", null, Tolerance.Absolute(1e-6))),
            .. settings.Couplings.Select(j =>
                new Metric(
                    $"independent-swap.j{Format.Number(j)}", Figure3Never.Swap(j), "probability", null, Tolerance.Relative(1e-6))),
            .. settings.Couplings.Zip(simulated, (j, count) =>
                new Metric(
                    $"independent-simulated.j{Format.Number(j)}",
                    count,
                    $"of {Figure3Settings.Repetitions} runs",
                    null,
                    Tolerance.Informational)),
        ];
        Series[] curves =
        [
            Curve("independent.reached", "independent", "reaches R₁ within the budget", couplings, reached),
            Curve("independent.left", "independent-bound", "leaves R₋₁ within the budget", couplings, left),
        ];
        return (verdict, new Part(metrics, curves, Reading(settings, any, simulated)));
    }

    private static Series Curve(string name, string group, string label, IReadOnlyList<double> couplings, double[] values) =>
        new(name, group, label, "", Tolerance.Absolute(1e-6), [.. couplings.Zip(values, (j, value) => new SeriesPoint(j, value))]);

    // At each J, the probability that any repetition arrives is at most the level and at most the probability of leaving R₋₁.
    private static Outcome Compare(IEnumerable<double> couplings)
    {
        var ledger = new MarginLedger(1e-9, "rounding of sums of a thousand logarithms, in decades");
        foreach (var j in couplings)
        {
            var (reached, left) = (Figure3Never.LogReached(j), Figure3Never.LogLeft(j));
            ledger.AtMost(Figure3Never.LogAny(reached), Math.Log10(Figure3Settings.NeverLevel), $"J = {Format.Number(j)}, the level");
            ledger.AtMost(reached, left, $"J = {Format.Number(j)}, the bound");
        }

        return ledger.Outcome();
    }

    private static Table Reading(Figure3Settings settings, double[] any, int[] simulated) => new(
        "independent",
        $"The independent parallel sampler: probability that any of {Figure3Settings.Repetitions} runs reaches $R_1$ within "
        + $"{Figure3Settings.Budget} steps, how many simulated runs did, and the probability that a half-and-half clique swaps all its "
        + "spins in one step, back and forth instead of arriving.",
        ["J", "log10 of the exact probability", "simulated runs that arrived", "half and half swaps"],
        [.. settings.Couplings.Select((j, i) => (IReadOnlyList<string>)[
            Format.Number(j),
            // Adding zero turns a rounded −0 into 0.
            (Math.Round(any[i], 2) + 0.0).ToString("0.00", CultureInfo.InvariantCulture),
            simulated[i].ToString(CultureInfo.InvariantCulture),
            Figure3Never.Swap(j).ToString("0.0000", CultureInfo.InvariantCulture)])]);
}
