using System.Text.Json.Nodes;

namespace Gmlm.Reproduce.Explore;

/// <summary>
/// An exploration as JSON: camel-case names, lists from k = 1, and null for the quantities in <see cref="Exploration.LeftOut"/>.
/// </summary>
public static class ExplorationJson
{
    /// <summary>The JSON text, ending in a line feed. Quantities that are not defined for the kind of model are omitted.</summary>
    public static string Write(Exploration exploration)
    {
        var parallel = new JsonObject { ["stationaryTotalVariation"] = exploration.StationaryTotalVariation };
        if (exploration.LogReachProbability is { } log)
        {
            parallel["reachProbability"] = Math.Exp(log);
        }

        var json = new JsonObject
        {
            ["entropy"] = exploration.Entropy,
            ["totalCorrelation"] = exploration.TotalCorrelation,
            ["gap"] = List(exploration.Gap),
            ["poincareConstant"] = List(exploration.PoincareConstant),
            ["entropyTensorizationLowerBound"] = List(exploration.EntropyTensorizationLowerBound),
            ["entropyTensorizationUpperBound"] = List(exploration.EntropyTensorizationUpperBound),
        };
        Add(json, "traceAsymptoticCovariance", exploration.TraceAsymptoticCovariance);
        Add(json, "expectedCappedTime", exploration.ExpectedCappedTime);
        json["independentParallel"] = parallel;
        return LineJson.Write(json);
    }

    private static void Add(JsonObject json, string name, IReadOnlyList<double?>? values)
    {
        if (values is not null)
        {
            json[name] = List(values);
        }
    }

    private static JsonArray List(IReadOnlyList<double?> values) => [.. values.Select(value => (JsonNode?)value)];
}
