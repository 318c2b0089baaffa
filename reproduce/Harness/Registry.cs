using Gmlm.Padir.Tokens;

namespace Gmlm.Reproduce.Harness;

/// <summary>
/// All experiments, and through them all claims, in the report's order. A new file with an experiment adds to the registry.
/// </summary>
public sealed class Registry
{
    /// <summary>A registry of the given experiments.</summary>
    /// <exception cref="InvalidOperationException">Two experiments or two claims share an id.</exception>
    public Registry(IEnumerable<Experiment> experiments)
    {
        Experiments = [.. experiments.OrderBy(experiment => experiment.Claims.Min(claim => claim.Order), StringComparer.Ordinal)];
        RefuseDuplicates("experiment", Experiments.Select(experiment => experiment.Id));
        RefuseDuplicates("claim", Experiments.SelectMany(experiment => experiment.Claims).Select(claim => claim.Id));
    }

    /// <summary>The experiments in the order of their first claims.</summary>
    public IReadOnlyList<Experiment> Experiments { get; }

    /// <summary>Every experiment of this assembly.</summary>
    public static Registry Discover() => new(typeof(Registry).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(Experiment)) && !type.IsAbstract && type.GetConstructor(Type.EmptyTypes) is not null)
        .Select(type => (Experiment)Activator.CreateInstance(type)!));

    /// <summary>
    /// The experiments with these ids, or with claims of these ids, in the registry's order; all experiments if no id is given.
    /// </summary>
    /// <exception cref="UserError">An id is unknown; the message names the most similar one if it is close.</exception>
    public IReadOnlyList<Experiment> Select(IReadOnlyCollection<string> ids)
    {
        var known = Experiments.SelectMany(experiment => experiment.Claims.Select(claim => claim.Id).Prepend(experiment.Id))
            .Distinct()
            .ToArray();
        foreach (var id in ids)
        {
            if (id.StartsWith('-'))
            {
                throw UserError.Usage($"unknown option '{id}'; see --help");
            }

            if (!known.Contains(id))
            {
                var (nearest, distance) = known.Select(candidate => (candidate, EditDistance.Of(id.ToCharArray(), candidate)))
                    .MinBy(pair => pair.Item2);
                throw UserError.Usage(
                    $"unknown experiment or claim '{id}'{(distance > id.Length / 2 ? "" : $", did you mean '{nearest}'?")}; `list` shows "
                    + "them all");
            }
        }

        return ids.Count == 0
            ? Experiments
            : [.. Experiments.Where(experiment => ids.Contains(experiment.Id) || experiment.Claims.Any(claim => ids.Contains(claim.Id)))];
    }

    private static void RefuseDuplicates(string kind, IEnumerable<string> ids)
    {
        foreach (var same in ids.GroupBy(id => id).Where(group => group.Count() > 1))
        {
            throw new InvalidOperationException($"two {kind}s are called '{same.Key}'");
        }
    }
}
