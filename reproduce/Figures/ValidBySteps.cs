using Gmlm.Reproduce.Harness;

namespace Gmlm.Reproduce.Figures;

/// <summary>Valid translations of the controlled pair over iterations: a perfect network's and the trained ones', one curve a way to decode.</summary>
public abstract class ValidBySteps(string experiment, string figure) : FigureRecipe
{
    /// <inheritdoc />
    public override string Experiment => experiment;

    /// <inheritdoc />
    public override IEnumerable<Figure> Draw(ExperimentResult result)
    {
        if (result.Curves("valid") is { Count: > 0 } curves)
            yield return CurvePlot.Draw(figure, [.. CurvePlot.Family(curves)], AxisScale.Linear, AxisScale.Linear, 340, 170);
    }
}

/// <summary>With exact conditionals.</summary>
public sealed class IdealValidBySteps() : ValidBySteps("ideal-decoding", "ideal-valid");

/// <summary>With trained networks.</summary>
public sealed class TrainedValidBySteps() : ValidBySteps("trained-pair", "trained-valid");
