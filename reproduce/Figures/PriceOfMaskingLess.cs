namespace Gmlm.Reproduce.Figures;

/// <summary>The price of masking less, tr Γ_k / tr Γ_N, over k: one series per coupling.</summary>
public sealed class PriceOfMaskingLess() : FigureRecipe("mle-limit")
{
    public override IEnumerable<Figure> Draw(ExperimentResult result)
    {
        var prices = result.Curves("price");
        if (prices.Count > 0)
            yield return CurvePlot.Draw(
                "price-of-masking-less",
                [.. CurvePlot.Family([.. prices.Select(Shifted)]).Select(curve => curve with { Pattern = null })],
                AxisScale.Whole,
                AxisScale.Linear,
                400,
                180);

        // Weak couplings have nearly equal prices, so that the points are shifted sideways, and there are no lines between them.
        Series Shifted(Series series, int i) =>
            series with { Points = [.. series.Points.Select(point => point with { X = point.X + 0.1 * (i - 0.5 * (prices.Count - 1)) })] };
    }
}
