using ScottPlot;

namespace Gmlm.Reproduce.Figures;

/// <summary>Colours and markers that can be distinguished in print, in grey and by colour-blind readers.</summary>
internal static class Palette
{
    private static readonly ScottPlot.Color[] OkabeIto =
    [
        .. new[]
    {
        "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000",
    }.Select(hex => ScottPlot.Color.FromHex(hex)),
    ];

    private static readonly MarkerShape[] Markers =
    [
        MarkerShape.FilledCircle, MarkerShape.FilledSquare, MarkerShape.FilledTriangleUp, MarkerShape.FilledDiamond,
        MarkerShape.FilledTriangleDown,
        MarkerShape.OpenCircle, MarkerShape.OpenSquare, MarkerShape.OpenTriangleUp, MarkerShape.OpenDiamond, MarkerShape.OpenTriangleDown,
    ];

    /// <summary>
    /// The colour of series <paramref name="index"/> of <paramref name="count"/>: from Okabe and Ito's palette for up to seven series,
    /// otherwise from a ramp.
    /// </summary>
    public static ScottPlot.Color Color(int index, int count) => count <= OkabeIto.Length
        ? OkabeIto[index]
        : new ScottPlot.Colormaps.Viridis().GetColor(0.92 * index / (count - 1));

    /// <summary>The marker of series <paramref name="index"/>.</summary>
    public static MarkerShape Marker(int index) => Markers[index % Markers.Length];
}
