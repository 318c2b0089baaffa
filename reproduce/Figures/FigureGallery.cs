namespace Gmlm.Reproduce.Figures;

/// <summary>All figures.</summary>
public static class FigureGallery
{
    /// <summary>All recipes, in the report's order.</summary>
    public static IReadOnlyList<FigureRecipe> Recipes { get; } =
    [
        new PriceOfMaskingLess(), new BlockGaps(), new MisleadingConditionals(), new ParallelDistance(), new TwoSamplers(),
        new DecodingLoss(),
        new IdealValidBySteps(), new TrainedValidBySteps(), new BleuEnDe(), new BleuDeEn(),
        new ErrorCurves("figure-1"), new ErrorCurves("figure-2"), new StepsBetweenModes(),
    ];

    /// <summary>The figures of a result; none for an experiment without a recipe.</summary>
    public static IReadOnlyList<Figure> Draw(ExperimentResult result) =>
        [.. Recipes.Where(recipe => recipe.Experiment == result.Experiment).SelectMany(recipe => recipe.Draw(result))];
}
