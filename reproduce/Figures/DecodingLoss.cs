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
        if (result.Curves("loss") is { Count: > 0 } small)
            yield return CurvePlot.Draw("decoding-loss", [.. CurvePlot.Family(small)], AxisScale.Whole, AxisScale.Log, 340, 140);
        if (result.Curves("loss-large") is { Count: > 0 } large)
            yield return CurvePlot.Draw("decoding-loss-large", [.. CurvePlot.Family(large)], AxisScale.Log, AxisScale.Log, 340, 165);
    }
}
