using Gmlm.Padir.Tokens;

namespace Gmlm.Reproduce.Harness;

/// <summary>All experiments and through them all claims, in the report's order. There is one registry; adding to it is adding a file.</summary>
public sealed class Registry
{
    /// <summary>A registry of the given experiments.</summary>
    /// <exception cref="InvalidOperationException">Two experiments or two claims share an id.</exception>
    public Registry(IEnumerable<Experiment> experiments)
    {
        Experiments = [.. experiments.OrderBy(experiment => experiment.Claims.Min(claim => claim.Order), StringComparer.Ordinal)];
        RefuseTwins("experiment", Experiments.Select(experiment => experiment.Id));
        RefuseTwins("claim", Experiments.SelectMany(experiment => experiment.Claims).Select(claim => claim.Id));
    }

    /// <summary>In the order of their first claims.</summary>
    public IReadOnlyList<Experiment> Experiments { get; }

    /// <summary>Every experiment of this assembly.</summary>
    public static Registry Discover() => new(typeof(Registry).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(Experiment)) && !type.IsAbstract && type.GetConstructor(Type.EmptyTypes) is not null)
        .Select(type => (Experiment)Activator.CreateInstance(type)!));

    /// <summary>The experiments named by <paramref name="ids"/> (of experiments or claims), in registry order; all when none is named.</summary>
    /// <exception cref="UserError">An id that nothing has; the message names the nearest where one is near.</exception>
    public IReadOnlyList<Experiment> Select(IReadOnlyCollection<string> ids)
    {
        var known = Experiments.SelectMany(experiment => experiment.Claims.Select(claim => claim.Id).Prepend(experiment.Id)).Distinct().ToArray();
        foreach (var id in ids)
        {
            if (id.StartsWith('-'))
            {
                throw UserError.Usage($"unknown option '{id}'; see --help");
            }

            if (!known.Contains(id))
            {
                var (nearest, distance) = known.Select(candidate => (candidate, EditDistance.Of(id.ToCharArray(), candidate))).MinBy(pair => pair.Item2);
                throw UserError.Usage($"unknown experiment or claim '{id}'{(distance > id.Length / 2 ? "" : $", did you mean '{nearest}'?")}; `list` shows them all");
            }
        }

        return ids.Count == 0
            ? Experiments
            : [.. Experiments.Where(experiment => ids.Contains(experiment.Id) || experiment.Claims.Any(claim => ids.Contains(claim.Id)))];
    }

    private static void RefuseTwins(string kind, IEnumerable<string> ids)
    {
        foreach (var twins in ids.GroupBy(id => id).Where(group => group.Count() > 1))
        {
            throw new InvalidOperationException($"two {kind}s are called '{twins.Key}'");
        }
    }
}
