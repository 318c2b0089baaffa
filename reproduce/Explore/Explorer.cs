using Gmlm.Theory.Chains;

namespace Gmlm.Reproduce.Explore;

/// <summary>Computes the quantities of a model.</summary>
public static class Explorer
{
    /// <summary>
    /// Computes every quantity that is defined for the model; <paramref name="budget"/> ≥ 1 caps the hitting times of a clique.
    /// </summary>
    public static Exploration Explore(Model model, int budget, CancellationToken cancellation = default) => model switch
    {
        IsingModel { Ising: var ising } => Positive(ising.Distribution(), ParallelStationaryDistribution.Of(ising), ising, cancellation),
        PottsModel { Potts: var potts } => Positive(potts.Distribution(), ParallelStationaryDistribution.Of(potts), null, cancellation),
        TableModel table => EnumeratedExplorer.Explore(table.Table, table.Underflows, OfTable(table), null, cancellation),
        CliqueModel clique => CliqueExplorer.Explore(clique, budget, cancellation),
        _ => throw new ArgumentException($"a {model.GetType().Name} is no kind of model", nameof(model)),
    };

    // For models in which every state has a positive probability, as in every exponential family.
    private static Exploration Positive(FiniteDistribution p, FiniteDistribution parallel, Ising? ising, CancellationToken cancellation) =>
        EnumeratedExplorer.Explore(p, !p.IsResolved, (parallel, ""), ising, cancellation);

    private static (FiniteDistribution? Stationary, string Why) OfTable(TableModel model)
    {
        const string Unresolved = "the weights are too far apart for the stationary distribution to be solved for in double precision";
        var table = model.Table;
        if (model.Underflows)
        {
            return (null, Unresolved);
        }

        if (table.Probabilities.Contains(0))
        {
            return (null, "the table has zeros, where conditionals do not exist and the stationary distribution may depend on the start");
        }

        if (table.Space.Count > ParallelStationaryDistribution.MaxStates)
        {
            const int Most = ParallelStationaryDistribution.MaxStates;
            return (
                null,
                $"a table has no closed form, and {table.Space.Count} states are more than the {Most} for which the stationary "
                + "distribution is solved for");
        }

        try
        {
            return (ParallelStationaryDistribution.Of(table), "");
        }
        catch (ArgumentException)
        {
            return (null, Unresolved); // A transition probability underflows.
        }
    }
}
