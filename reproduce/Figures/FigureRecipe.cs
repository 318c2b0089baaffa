namespace Gmlm.Reproduce.Figures;

/// <summary>
/// Draws one experiment's result, and reads nothing but the result. A new figure is one new file and one line in
/// <see cref="FigureGallery"/>.
/// </summary>
/// <param name="experiment">The id of the experiment.</param>
public abstract class FigureRecipe(string experiment)
{
    /// <summary>The experiment whose results the recipe draws.</summary>
    public string Experiment => experiment;

    /// <summary>The drawings; none if the result lacks the series for them.</summary>
    public abstract IEnumerable<Figure> Draw(ExperimentResult result);
}
