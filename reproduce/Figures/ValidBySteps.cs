namespace Gmlm.Reproduce.Figures;

/// <summary>The share of valid translations of the controlled pair over iterations, one curve per decoding method.</summary>
public abstract class ValidBySteps(string experiment, string figure) : FigureRecipe(experiment)
{
    public override IEnumerable<Figure> Draw(ExperimentResult result)
    {
        if (result.Curves("valid") is { Count: > 0 } curves)
            yield return CurvePlot.Draw(figure, [.. CurvePlot.Family(curves)], AxisScale.Linear, AxisScale.Linear, 340, 170);
    }
}

/// <summary>The figure for a network with exact conditionals.</summary>
public sealed class IdealValidBySteps() : ValidBySteps("ideal-decoding", "ideal-valid");

/// <summary>The figure for trained networks.</summary>
public sealed class TrainedValidBySteps() : ValidBySteps("trained-pair", "trained-valid");
