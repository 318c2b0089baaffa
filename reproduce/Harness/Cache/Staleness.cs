using Gmlm.Theory.Random;

namespace Gmlm.Reproduce.Harness.Cache;

/// <summary>Decides whether an experiment must run again, and why.</summary>
public sealed class Staleness(ResultStore store, CodeFingerprint code, InputStore inputs)
{
    /// <summary>The dependencies that a result computed now would have.</summary>
    public Dependencies Current(Experiment experiment)
    {
        var parameters = new SortedDictionary<string, string>(experiment.Parameters(store.Profile).ToDictionary(), StringComparer.Ordinal)
        {
            ["(profile)"] = store.Profile.Name(),
            ["(seed)"] = store.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["(generator)"] = RandomStream.Name,
        };
        (string, string)[] roots =
        [
            (experiment.GetType().FullName!, nameof(Experiment.Execute)),
            (experiment.GetType().FullName!, nameof(Experiment.Parameters)),
            (experiment.GetType().FullName!, nameof(Experiment.Inputs)),
        ];

        // A missing input is recorded as such, so that the result becomes stale when the input is there.
        var sums = experiment.Inputs(store.Profile).ToDictionary(input => input.ToString(), input => inputs.Checksum(input) ?? "missing");
        return new Dependencies(parameters, code.Of(roots), new SortedDictionary<string, string>(sums, StringComparer.Ordinal));
    }

    /// <summary>The reasons why the stored result is stale, the most important first; empty if it is fresh.</summary>
    public IReadOnlyList<string> Reasons(Experiment experiment)
    {
        if (store.Load(experiment.Id) is not { } stored)
        {
            const string unusable = "the result file is missing, damaged, another run's or half of an interrupted run";
            return [store.LoadProvenance(experiment.Id) is null ? "never run" : unusable];
        }

        var (before, now) = (stored.Provenance.Dependencies, Current(experiment));
        return
        [
            .. Changes("parameter", before.Parameters, now.Parameters, showValues: true),
            .. Changes("code", before.Code, now.Code, showValues: false),
            .. Changes("input", before.Inputs, now.Inputs, showValues: false),
        ];
    }

    private static IEnumerable<string> Changes(
        string kind, SortedDictionary<string, string> before, SortedDictionary<string, string> now, bool showValues)
    {
        foreach (var name in before.Keys.Union(now.Keys).Order(StringComparer.Ordinal))
        {
            var (old, current) = (before.GetValueOrDefault(name), now.GetValueOrDefault(name));
            if (old == current)
            {
                continue;
            }

            yield return (old, current) switch
            {
                (null, _) => $"{kind} {name} is new",
                (_, null) => $"{kind} {name} is gone",
                _ => showValues ? $"{kind} {name}: {old} → {current}" : $"{kind} {name} changed",
            };
        }
    }
}
