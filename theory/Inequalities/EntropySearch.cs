namespace Gmlm.Theory.Inequalities;

/// <summary>
/// The effort of a search for the constant C_AT: the number of starts, and the largest number of gradient steps from each.
/// </summary>
public sealed record EntropySearch(int Restarts, int Iterations)
{
    /// <summary>A search that takes well under a second on 256 states.</summary>
    public static EntropySearch Small { get; } = new(8, 100);

    /// <summary>A search that takes nine times as long as <see cref="Small"/>.</summary>
    public static EntropySearch Medium { get; } = new(24, 300);

    /// <summary>A search that takes twenty times as long as <see cref="Small"/>.</summary>
    public static EntropySearch Large { get; } = new(40, 400);
}
