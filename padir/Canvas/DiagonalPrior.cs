namespace Gmlm.Padir.Canvas;

/// <summary>
/// A prior for alignments near the diagonal, which run evenly from the first cell and word to the last. The weight of a cell's state is
/// exp(−λ d²), where d is the distance in cells from the diagonal. Without the prior, an untrained model may align one word with many cells
/// and lose others.
/// </summary>
/// <param name="Strength">λ ≥ 0, in 1/cells²; 0 weighs all alignments equally.</param>
public readonly record struct DiagonalPrior(double Strength)
{
    /// <summary>Returns ln of the weight of a state at a cell.</summary>
    /// <param name="cell">The cell t, from 0.</param>
    /// <param name="cells">The number of cells T.</param>
    /// <param name="state">One of the 2U + 1 states of <see cref="AlignmentLattice"/>.</param>
    /// <param name="states">The number of states, 2U + 1.</param>
    public double LogWeight(int cell, int cells, int state, int states)
    {
        var distance = cell + 0.5 - ((state + 0.5) * cells / states);
        return -Strength * distance * distance;
    }
}
