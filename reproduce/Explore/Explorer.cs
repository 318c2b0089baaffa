using Gmlm.Theory.Chains;
using Gmlm.Theory.Distributions;

namespace Gmlm.Reproduce.Explore;

/// <summary>Computes the quantities of a model.</summary>
public static class Explorer
{
    /// <summary>All that belongs to this kind of model; <paramref name="budget"/> ≥ 1 caps the times of a clique.</summary>
    public static Exploration Explore(Model model, int budget, CancellationToken cancellation = default) => model switch
    {
        IsingModel { Ising: var ising } => EnumeratedExplorer.Explore(ising.Distribution(), ParallelStationaryLaw.Of(ising), ising, cancellation),
        PottsModel { Potts: var potts } => EnumeratedExplorer.Explore(potts.Distribution(), ParallelStationaryLaw.Of(potts), null, cancellation),
        TableModel { Table: var table } => EnumeratedExplorer.Explore(table, OfTable(table), null, cancellation),
        CliqueModel clique => CliqueExplorer.Explore(clique, budget, cancellation),
        _ => throw new ArgumentException($"a {model.GetType().Name} is no kind of model", nameof(model)),
    };

    private static FiniteDistribution? OfTable(FiniteDistribution table) =>
        table.Probabilities.Contains(0) || table.Space.Count > ParallelStationaryLaw.MaxStates ? null : ParallelStationaryLaw.Of(table);
}
