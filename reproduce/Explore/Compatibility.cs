using System.Text.Json.Nodes;

namespace Gmlm.Reproduce.Explore;

/// <summary>How far conditionals are from those of a joint distribution.</summary>
/// <param name="RectangleDefect">
/// The largest |sum of the four log-ratios| around a rectangle whose probabilities are positive, in nats; 0 for one position, which has no
/// rectangle; null where no rectangle has only positive probabilities.
/// </param>
/// <param name="Rectangle">The first rectangle that attains it; null where there is none.</param>
/// <param name="Space">Ω^N.</param>
public sealed record Compatibility(double? RectangleDefect, RectangleDefect? Rectangle, StateSpace Space)
{
    /// <summary>Of conditionals.</summary>
    public static Compatibility Of(SiteConditionals conditionals)
    {
        var largest = conditionals.LargestDefect();
        return new Compatibility(
            largest?.Defect ?? (conditionals.Space.Length == 1 ? 0 : null), largest, conditionals.Space);
    }

    /// <summary>The values of the positions that are not the rectangle's, in order; null where there is no rectangle.</summary>
    public IReadOnlyList<int>? Others => Rectangle is not { } rectangle ? null
        : [.. Enumerable.Range(0, Space.Length)
            .Where(i => i != rectangle.Positions.I && i != rectangle.Positions.J)
            .Select(i => Space.Symbol(rectangle.Others, i))];

    /// <summary>The JSON text, ending in a line feed.</summary>
    public string ToJson() => LineJson.Write(new JsonObject
    {
        ["compatibility"] = new JsonObject
        {
            ["rectangleDefect"] = RectangleDefect,
            ["rectangle"] = Rectangle is not { } rectangle ? null : new JsonObject
            {
                ["positions"] = List(rectangle.Positions.I, rectangle.Positions.J),
                ["values"] = new JsonArray(
                    List(rectangle.First.A, rectangle.First.B), List(rectangle.Second.C, rectangle.Second.D)),
                ["others"] = List([.. Others!]),
            },
        },
    });

    private static JsonArray List(params int[] values) => [.. values.Select(value => (JsonNode?)value)];
}
