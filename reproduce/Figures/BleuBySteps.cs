using ScottPlot;

namespace Gmlm.Reproduce.Figures;

/// <summary>
/// BLEU over iterations, after training on raw and on distilled targets. Greedy autoregressive decoding is a horizontal line.
/// </summary>
public abstract class BleuBySteps(string direction) : FigureRecipe($"quality-{direction}")
{
    public override IEnumerable<Figure> Draw(ExperimentResult result)
    {
        var curves = result.Curves("bleu");
        if (curves.Count == 0 || result.Metrics.FirstOrDefault(metric => metric.Name == "bleu.ar.greedy") is not { } greedy)
            yield break;
        var xs = curves.SelectMany(curve => curve.Points).Select(point => point.X).ToArray();
        var baseline = new Series(
            "bleu.ar.greedy", "", "AR, greedy", "", Tolerance.Informational, [new(xs.Min(), greedy.Value), new(xs.Max(), greedy.Value)]);
        yield return CurvePlot.Draw(
            $"bleu-{direction}",
            [new Curve(baseline, Colors.Gray, LinePattern.Dotted), .. CurvePlot.Family(curves)],
            AxisScale.Linear,
            AxisScale.Linear,
            340,
            150);
    }
}

/// <summary>English to German.</summary>
public sealed class BleuEnDe() : BleuBySteps("en-de");

/// <summary>German to English.</summary>
public sealed class BleuDeEn() : BleuBySteps("de-en");
