namespace Gmlm.Reproduce.Figures;

/// <summary>Stronger coupling: J = 0.3.</summary>
public sealed class Figure2 : ErrorCurves
{
    /// <inheritdoc />
    public override string Experiment => "figure-2";
}
