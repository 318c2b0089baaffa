using Gmlm.Theory.Chains;
using Gmlm.Theory.Distributions;

namespace Gmlm.Reproduce.Explore;

/// <summary>Computes the quantities of a model.</summary>
public static class Explorer
{
    /// <summary>All that belongs to this kind of model; <paramref name="budget"/> ≥ 1 caps the times of a clique.</summary>
    public static Exploration Explore(Model model, int budget, CancellationToken cancellation = default) => model switch
    {
        IsingModel { Ising: var ising } => Positive(ising.Distribution(), ParallelStationaryLaw.Of(ising), ising, cancellation),
        PottsModel { Potts: var potts } => Positive(potts.Distribution(), ParallelStationaryLaw.Of(potts), null, cancellation),
        TableModel table => EnumeratedExplorer.Explore(table.Table, table.Underflows, OfTable(table), null, cancellation),
        CliqueModel clique => CliqueExplorer.Explore(clique, budget, cancellation),
        _ => throw new ArgumentException($"a {model.GetType().Name} is no kind of model", nameof(model)),
    };

    // Every state of an exponential family is possible.
    private static Exploration Positive(FiniteDistribution p, FiniteDistribution parallel, Ising? ising, CancellationToken cancellation) =>
        EnumeratedExplorer.Explore(p, !p.IsResolved, (parallel, ""), ising, cancellation);

    private static (FiniteDistribution? Law, string Why) OfTable(TableModel model)
    {
        const string Unresolved = "the weights are too far apart for the stationary law to be solved for in double precision";
        var table = model.Table;
        if (model.Underflows)
        {
            return (null, Unresolved);
        }

        if (table.Probabilities.Contains(0))
        {
            return (null, "the table has zeros, where conditionals do not exist and the stationary law may depend on the start");
        }

        if (table.Space.Count > ParallelStationaryLaw.MaxStates)
        {
            const int Most = ParallelStationaryLaw.MaxStates;
            return (null, $"a table has no closed form, and {table.Space.Count} states are more than the {Most} that are solved for");
        }

        try
        {
            return (ParallelStationaryLaw.Of(table), "");
        }
        catch (ArgumentException)
        {
            return (null, Unresolved); // A probability of the chain is below every double.
        }
    }
}
