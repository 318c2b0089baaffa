namespace Gmlm.Padir.Canvas;

/// <summary>
/// A preference for alignments that run evenly from the first cell and word to the last: each cell's weight is exp(−λ d²), where d is how
/// many cells it lies from where an even alignment has it. Without it, an untrained model may spread a word over many cells and lose
/// others.
/// </summary>
/// <param name="Strength">λ ≥ 0, in 1/cells²; 0 is no preference.</param>
public readonly record struct DiagonalPrior(double Strength)
{
    /// <summary>ln of the weight of a cell in a state.</summary>
    /// <param name="cell">t, from 0.</param>
    /// <param name="cells">T.</param>
    /// <param name="state">One of the 2U + 1 states of <see cref="AlignmentLattice"/>.</param>
    /// <param name="states">2U + 1.</param>
    public double LogWeight(int cell, int cells, int state, int states)
    {
        var distance = cell + 0.5 - ((state + 0.5) * cells / states);
        return -Strength * distance * distance;
    }
}
