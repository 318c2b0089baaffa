namespace Gmlm.Reproduce.Claims;

/// <summary>A distribution on which claims are checked that need no parametric family; it may have zeros.</summary>
/// <param name="Name">The name in reports, for example <c>table with zeros q=2 N=4 #1</c>.</param>
/// <param name="Truth">p.</param>
public sealed record NamedDistribution(string Name, FiniteDistribution Truth)
{
    /// <summary>Ω^N.</summary>
    public StateSpace Space => Truth.Space;

    /// <summary>N.</summary>
    public int Length => Truth.Space.Length;
}
