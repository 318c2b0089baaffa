namespace Gmlm.Reproduce.Claims.Inference;

/// <summary>
/// A step of a chain on sequences that draws its next state position by position, from the first to the last. Both of its sides are looked at: what each position is drawn from,
/// given all that the step has drawn already, and what comes out when it is run.
/// </summary>
internal interface ISequenceStep
{
    /// <summary>Ω^N.</summary>
    StateSpace Space { get; }

    /// <summary>For every node: the probabilities of the q symbols at <paramref name="position"/>.</summary>
    /// <param name="position">The position drawn next.</param>
    /// <param name="nodes">The previous state x, and a state that holds what the positions before this one drew (later ones 0).</param>
    double[][] Laws(int position, IReadOnlyList<(int Previous, int Drawn)> nodes);

    /// <summary>Runs the step <paramref name="count"/> times from one previous state.</summary>
    int[] Draw(int previous, int count);
}
