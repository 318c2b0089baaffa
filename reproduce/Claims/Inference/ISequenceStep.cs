namespace Gmlm.Reproduce.Claims.Inference;

/// <summary>
/// A step of a chain on sequences that draws its next state position by position, from the first to the last. The step gives the
/// distribution of each position given the symbols drawn before, and it can be run.
/// </summary>
internal interface ISequenceStep
{
    /// <summary>Ω^N.</summary>
    StateSpace Space { get; }

    /// <summary>For every node: the probabilities of the q symbols at <paramref name="position"/>.</summary>
    /// <param name="position">The position drawn next.</param>
    /// <param name="nodes">
    /// The previous state x, and a state with the symbols drawn at the positions before this one (0 at the later ones).
    /// </param>
    double[][] SymbolProbabilities(int position, IReadOnlyList<(int Previous, int Drawn)> nodes);

    /// <summary>Runs the step <paramref name="count"/> times from one previous state.</summary>
    int[] Draw(int previous, int count);
}
