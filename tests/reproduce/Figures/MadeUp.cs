using Gmlm.Reproduce.Harness;

namespace Gmlm.Reproduce.Tests.Figures;

/// <summary>Made-up results of the experiments that have figures. The names of the metrics are real; the numbers mean nothing.</summary>
internal static class MadeUp
{
    private static readonly string[] Couplings = ["0", "0.05", "0.3", "1"];

    public static ExperimentResult Of(string experiment) => new(
        experiment, "standard", 1, new Dictionary<string, string>(), [], [.. Metrics(experiment)], [.. experiment == "separation" ? Times() : []], []);

    private static IEnumerable<Metric> Metrics(string experiment) => experiment switch
    {
        "mle-limit" => Grid((j, k) => ($"price.j{j}.k{k}", 1 + ((3 - j) / k) - ((3 - j) / 4))),
        "gap-monotone" => Grid((j, k) => ($"gap.j{j}.k{k}", Math.Pow(k / 4.0, 1 + (5 * j)))),
        "conditionals-can-mislead" => Grid((j, k) => ($"excess.j{j}.k{k}", k == 4 ? 0.6 : k * Math.Exp(-30 * j))).Concat(Couplings.Select(j => Gated($"tv.j{j}", 0.4))),
        "parallel-stationary" => new[] { "0", "0.2" }.SelectMany(h => Couplings.Select(j => Gated($"tv.h{h}.j{j}", 0.1))).Append(Gated("margin.balance", 0)),
        "one-shot-error" =>
        [
            .. new[] { "clique6-j0.3", "clique6-j1", "chain6-j1" }.SelectMany(model => Enumerable.Range(1, 5).Select(s => Gated($"loss.{model}.s{s}", 2.0 / (s * s)))),
            .. new[] { "clique6-j0.3", "clique6-j1", "chain6-j1" }.Select(model => new Metric($"loss.{model}.s6", 1e-16, "nats", null, Tolerance.Informational)),
            .. new[] { "clique100-c0.8", "clique100-c1.5", "clique200-c0.8" }.SelectMany(model => new[] { 1, 10, 50 }.Select(s => Gated($"loss.{model}.s{s}", 40.0 / s))),
        ],
        "ideal-decoding" => BySteps("argmax-valid.", "mask-predict", "easy-first", "cosine", "passthrough", "stutter"),
        "trained-pair" => BySteps("valid.", "raw.mask-predict", "raw.stutter", "distilled.mask-predict", "distilled.stutter"),
        "quality-en-de" or "quality-de-en" => BySteps("bleu.", experiment == "quality-en-de" ? ["padir", "padir-raw", "padir-long"] : ["padir", "padir-raw"]).Append(Gated("bleu.ar.greedy", 2)).Append(Gated("bleu.ar.beam5", 3)),
        _ => [],
    };

    private static IEnumerable<Metric> BySteps(string prefix, params string[] curves) =>
        curves.SelectMany((curve, i) => new[] { 1, 2, 4, 10 }.Select(steps => Gated($"{prefix}{curve}.s{steps}", 1 - (0.5 / (steps + i)))));

    private static IEnumerable<Metric> Grid(Func<double, int, (string, double)> point) =>
        from coupling in Couplings
        from size in Enumerable.Range(1, 4)
        let metric = point(double.Parse(coupling, System.Globalization.CultureInfo.InvariantCulture), size)
        select Gated(metric.Item1, metric.Item2);

    private static Metric Gated(string name, double value) => new(name, value, "", null, Tolerance.Relative(1e-6));

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
