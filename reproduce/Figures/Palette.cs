using ScottPlot;

namespace Gmlm.Reproduce.Figures;

/// <summary>Colours and markers that stay apart in print, in grey and for colour-blind readers.</summary>
internal static class Palette
{
    private static readonly ScottPlot.Color[] OkabeIto = [.. new[] { "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000" }.Select(hex => ScottPlot.Color.FromHex(hex))];

    private static readonly MarkerShape[] Markers =
    [
        MarkerShape.FilledCircle, MarkerShape.FilledSquare, MarkerShape.FilledTriangleUp, MarkerShape.FilledDiamond, MarkerShape.FilledTriangleDown,
        MarkerShape.OpenCircle, MarkerShape.OpenSquare, MarkerShape.OpenTriangleUp, MarkerShape.OpenDiamond, MarkerShape.OpenTriangleDown,
    ];

    /// <summary>The colour of series <paramref name="index"/> of <paramref name="count"/>: Okabe and Ito's up to seven, beyond that a ramp from dark to light.</summary>
    public static ScottPlot.Color Color(int index, int count) => count <= OkabeIto.Length
        ? OkabeIto[index]
        : new ScottPlot.Colormaps.Viridis().GetColor(0.92 * index / (count - 1));

    /// <summary>The marker of series <paramref name="index"/>.</summary>
    public static MarkerShape Marker(int index) => Markers[index % Markers.Length];
}
