using Gmlm.Reproduce.Harness;

namespace Gmlm.Reproduce.Tests.Figures;

/// <summary>Made-up results of the experiments that have figures. The groups of curves are real; the numbers mean nothing.</summary>
internal static class MadeUp
{
    private static readonly double[] Couplings = [0, 0.05, 0.3, 1];

    public static ExperimentResult Of(string experiment) => new(
        experiment, "standard", 1, new Dictionary<string, string>(), [], [.. Metrics(experiment)], [.. experiment == "separation" ? Times() : []], []);

    private static IEnumerable<Metric> Metrics(string experiment) => experiment switch
    {
        "mle-limit" => Grid("price", (j, k) => 1 + ((3 - j) / k) - ((3 - j) / 4)),
        "gap-monotone" => Grid("gap", (j, k) => Math.Pow(k / 4.0, 1 + (5 * j))),
        "conditionals-can-mislead" =>
        [
            .. from size in Enumerable.Range(1, 4)
               from j in Couplings
               select Gated($"excess.j{j}.k{size}", size == 4 ? 0.6 : size * Math.Exp(-30 * j)).On("excess", $"excess loss, k = {size}", j),
            .. Couplings.Select(j => Gated($"tv.j{j}", 0.4).On("distance", "total variation", j)),
        ],
        "parallel-stationary" =>
        [
            .. from h in new[] { "0", "0.2" } from j in Couplings select Gated($"tv.h{h}.j{j}", 0.1).On("distance", $"h = {h}", j),
            Gated("margin.balance", 0),
        ],
        "one-shot-error" =>
        [
            .. Losses("loss", 5, s => 2.0 / (s * s), "clique, J = 0.3", "clique, J = 1", "chain, J = 1"),
            Metric.Shown("loss.chain6-j1.s6", 1e-16, "nats"),
            .. Losses("loss-large", 50, s => 40.0 / s, "N = 100, c = 0.8", "N = 100, c = 1.5", "N = 200, c = 0.8"),
        ],
        "ideal-decoding" => BySteps("valid", "mask predict", "easy first", "cosine", "passthrough", "stutter"),
        "trained-pair" => BySteps("valid", "raw, mask predict", "raw, stutter", "distilled, mask predict", "distilled, stutter"),
        "quality-en-de" => Qualities("PaDIR, distilled", "PaDIR, raw", "PaDIR, distilled, longer"),
        "quality-de-en" => Qualities("PaDIR, distilled", "PaDIR, raw"),
        _ => [],
    };

    private static IEnumerable<Metric> Qualities(params string[] curves) => [.. BySteps("bleu", curves), Gated("bleu.ar.greedy", 2), Gated("bleu.ar.beam5", 3)];

    private static IEnumerable<Metric> BySteps(string group, params string[] curves) =>
        curves.SelectMany((curve, i) => new[] { 1, 2, 4, 10 }.Select(steps => Gated($"{group}.{curve}.s{steps}", 1 - (0.5 / (steps + i))).On(group, curve, steps)));

    private static IEnumerable<Metric> Losses(string group, int most, Func<int, double> loss, params string[] curves) =>
        curves.SelectMany(curve => Enumerable.Range(1, most).Select(steps => Gated($"{group}.{curve}.s{steps}", loss(steps)).On(group, curve, steps)));

    private static IEnumerable<Metric> Grid(string family, Func<double, int, double> value) =>
        from coupling in Couplings
        from size in Enumerable.Range(1, 4)
        let label = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"J = {coupling}")
        select Gated($"{family}.{label}.k{size}", value(coupling, size)).On(family, label, size);

    private static Metric Gated(string name, double value) => Metric.Computed(name, value);

    private static IEnumerable<Series> Times()
    {
        foreach (var n in new[] { 10, 50, 200 })
        {
            yield return Curve($"k-gibbs.n{n}", "k-gibbs", $"k-Gibbs, N = {n}, k = {n / 2}", j => 0.5 + (j / n));
            yield return Curve($"k-gibbs-least.n{n}", "k-gibbs-least", $"k-Gibbs, N = {n}, k = 4", j => j * n / 200.0);
        }
        yield return Curve("independent", "independent", "independent, any N", j => 3.2 * j);
        yield return Curve("independent-bound", "independent-bound", "independent, leaving the smaller mode", j => 2.2 * j);
    }

    private static Series Curve(string name, string group, string label, Func<double, double> time) =>
        new(name, group, label, "", Tolerance.Absolute(1e-6), [.. Enumerable.Range(0, 13).Select(j => new SeriesPoint(j, time(j)))]);
}
