using Gmlm.Reproduce.Harness;

namespace Gmlm.Reproduce.Figures;

/// <summary>Valid translations of the controlled pair over iterations: a perfect network's and the trained ones', one curve a way to decode.</summary>
public abstract class ValidBySteps(string experiment, string figure, string pattern) : FigureRecipe
{
    /// <inheritdoc />
    public override string Experiment => experiment;

    /// <inheritdoc />
    public override IEnumerable<Figure> Draw(ExperimentResult result)
    {
        var curves = MetricCurves.Of(result.Metrics, pattern, "{0}").Select(curve => curve with { Label = curve.Label.Replace(".", ", ").Replace('-', ' ') }).ToArray();
        if (curves.Length > 0)
            yield return CurvePlot.Draw(figure, [.. CurvePlot.Family(curves)], AxisScale.Linear, AxisScale.Linear, 340, 170);
    }
}

/// <summary>With exact conditionals.</summary>
public sealed class IdealValidBySteps() : ValidBySteps("ideal-decoding", "ideal-valid", "argmax-valid.{curve}.s{x}");

/// <summary>With trained networks.</summary>
public sealed class TrainedValidBySteps() : ValidBySteps("trained-pair", "trained-valid", "valid.{curve}.s{x}");
