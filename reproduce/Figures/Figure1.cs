namespace Gmlm.Reproduce.Figures;

/// <summary>Weak coupling: J = 0.05.</summary>
public sealed class Figure1 : ErrorCurves
{
    /// <inheritdoc />
    public override string Experiment => "figure-1";
}
