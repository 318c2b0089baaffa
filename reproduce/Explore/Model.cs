namespace Gmlm.Reproduce.Explore;

/// <summary>A model of the user's, from a specification file.</summary>
public abstract record Model
{
    /// <summary>The largest number of enumerated states; with it, the spectra of all k take seconds.</summary>
    public const int MaxStates = 16_384;

    /// <summary>The largest number of positions of a model with one clique, whose symmetry makes enumeration unnecessary.</summary>
    public const int MaxCliqueLength = 200;

    /// <summary>A description for the heading of the table.</summary>
    public abstract string Description { get; }
}

/// <summary>An Ising model.</summary>
public sealed record IsingModel(Ising Ising) : Model
{
    public override string Description => $"Ising model of {Ising.Length} spins, {Ising.PairConvention}";
}

/// <summary>
/// An Ising model of n = <paramref name="Length"/> spins with one clique of m = <paramref name="Size"/>, coupling J in it, and field h on
/// every spin.
/// </summary>
public sealed record CliqueModel(int Length, int Size, double Coupling, double Field) : Model
{
    public override string Description =>
        FormattableString.Invariant(
            $"Ising model of {Length} spins, one clique of {Size}, J = {Coupling} ({Ising.PairConvention}), h = {Field}");
}

/// <summary>A Potts model.</summary>
public sealed record PottsModel(Potts Potts) : Model
{
    public override string Description => $"Potts model of {Potts.Length} positions with {Potts.Alphabet} symbols, {Ising.PairConvention}";
}

/// <summary>A model given as a table of weights.</summary>
/// <param name="Table">The weights, normalised.</param>
/// <param name="Underflows">Whether the probability of some positive weight is below
/// <see cref="FiniteDistribution.LeastResolved"/>.</param>
public sealed record TableModel(FiniteDistribution Table, bool Underflows = false) : Model
{
    public override string Description => $"table over {Table.Space.Length} positions with {Table.Space.Alphabet} symbols";
}

/// <summary>Conditionals of single positions, which need fit no joint distribution.</summary>
public sealed record ConditionalsModel(SiteConditionals Conditionals) : Model
{
    public override string Description =>
        $"conditionals of {Conditionals.Space.Length} positions with {Conditionals.Space.Alphabet} symbols";
}
