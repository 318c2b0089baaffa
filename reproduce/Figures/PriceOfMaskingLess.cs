using Gmlm.Reproduce.Harness;

namespace Gmlm.Reproduce.Figures;

/// <summary>The price of masking less, tr Γ_k / tr Γ_N, over k: one series a coupling.</summary>
public sealed class PriceOfMaskingLess : FigureRecipe
{
    /// <inheritdoc />
    public override string Experiment => "mle-limit";

    /// <inheritdoc />
    public override IEnumerable<Figure> Draw(ExperimentResult result)
    {
        var prices = result.Curves("price");
        if (prices.Count > 0)
            yield return CurvePlot.Draw("price-of-masking-less", [.. CurvePlot.Family([.. prices.Select(Apart)]).Select(curve => curve with { Pattern = null })], AxisScale.Whole, AxisScale.Linear, 400, 180);

        // Weak couplings have nearly one price: side by side their points can be told apart. Lines between them would cross for nothing.
        Series Apart(Series series, int i) =>
            series with { Points = [.. series.Points.Select(point => point with { X = point.X + 0.1 * (i - 0.5 * (prices.Count - 1)) })] };
    }
}
