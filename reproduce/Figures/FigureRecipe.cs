using Gmlm.Reproduce.Harness;

namespace Gmlm.Reproduce.Figures;

/// <summary>How one experiment's result is drawn. It sees nothing but the result. Adding a figure is adding one file and its line in <see cref="FigureGallery"/>.</summary>
public abstract class FigureRecipe
{
    /// <summary>The experiment whose results it draws.</summary>
    public abstract string Experiment { get; }

    /// <summary>The drawings; none where the result has not the series for it.</summary>
    public abstract IEnumerable<Figure> Draw(ExperimentResult result);
}
