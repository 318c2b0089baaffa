namespace Gmlm.Theory.Inequalities;

/// <summary>How long to search for the constant C_AT: from how many starts, and at most how many steps of gradient ascent from each.</summary>
public sealed record EntropySearch(int Restarts, int Iterations)
{
    /// <summary>Well under a second on 256 states.</summary>
    public static EntropySearch Small { get; } = new(8, 100);

    /// <summary>Nine times as long.</summary>
    public static EntropySearch Medium { get; } = new(24, 300);

    /// <summary>Twenty times as long.</summary>
    public static EntropySearch Large { get; } = new(40, 400);
}
