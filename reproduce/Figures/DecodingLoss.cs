using Gmlm.Reproduce.Harness;

namespace Gmlm.Reproduce.Figures;

/// <summary>What decoding in S parallel steps loses, over S: small models by enumeration, and large cliques in a figure of their own.</summary>
public sealed class DecodingLoss : FigureRecipe
{
    /// <inheritdoc />
    public override string Experiment => "one-shot-error";

    /// <inheritdoc />
    public override IEnumerable<Figure> Draw(ExperimentResult result)
    {
        // What is not gated is rounding: decoding one by one loses nothing.
        Metric[] losses = [.. result.Metrics.Where(metric => metric.Tolerance.Class != ToleranceClass.Informational)];
        Series[] small =
        [
            .. MetricCurves.Of(losses, "loss.clique6-j{curve}.s{x}", "clique, J = {0}"),
            .. MetricCurves.Of(losses, "loss.chain6-j{curve}.s{x}", "chain, J = {0}"),
        ];
        if (small.Length > 0)
            yield return CurvePlot.Draw("decoding-loss", [.. CurvePlot.Family(small)], AxisScale.Whole, AxisScale.Log, 340, 140);
        Series[] large = [.. new[] { 100, 200 }.SelectMany(length => MetricCurves.Of(losses, $"loss.clique{length}-c{{curve}}.s{{x}}", $"N = {length}, c = {{0}}"))];
        if (large.Length > 0)
            yield return CurvePlot.Draw("decoding-loss-large", [.. CurvePlot.Family(large)], AxisScale.Log, AxisScale.Log, 340, 165);
    }
}
