using Gmlm.Theory.Distributions;

namespace Gmlm.Reproduce.Explore;

/// <summary>The reader's own model, as a specification file gives it.</summary>
public abstract record Model
{
    /// <summary>The most states that are enumerated: the spectra of every k stay a matter of seconds.</summary>
    public const int MaxStates = 4096;

    /// <summary>The most positions of a single clique, which symmetry keeps tractable.</summary>
    public const int MaxCliqueLength = 200;

    /// <summary>In words, for the heading of the table.</summary>
    public abstract string Description { get; }
}

/// <summary>An Ising model.</summary>
public sealed record IsingModel(Ising Ising) : Model
{
    /// <inheritdoc/>
    public override string Description => $"Ising model of {Ising.Length} spins, {Ising.PairConvention}";
}

/// <summary>One clique of m = <paramref name="Size"/> of n = <paramref name="Length"/> spins with coupling J, field h on every spin.</summary>
public sealed record CliqueModel(int Length, int Size, double Coupling, double Field) : Model
{
    /// <inheritdoc/>
    public override string Description => FormattableString.Invariant($"Ising model of {Length} spins, one clique of {Size}, J = {Coupling} ({Ising.PairConvention}), h = {Field}");
}

/// <summary>A Potts model.</summary>
public sealed record PottsModel(Potts Potts) : Model
{
    /// <inheritdoc/>
    public override string Description => $"Potts model of {Potts.Length} positions with {Potts.Alphabet} symbols, {Ising.PairConvention}";
}

/// <summary>A table of weights.</summary>
/// <param name="Table">The weights, normalised.</param>
/// <param name="Underflows">Whether a positive weight's probability is below <see cref="FiniteDistribution.LeastResolved"/>.</param>
public sealed record TableModel(FiniteDistribution Table, bool Underflows = false) : Model
{
    /// <inheritdoc/>
    public override string Description => $"table over {Table.Space.Length} positions with {Table.Space.Alphabet} symbols";
}
