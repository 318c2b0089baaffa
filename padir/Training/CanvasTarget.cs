using Gmlm.Padir.Canvas;
using Gmlm.Padir.Configuration;
using Gmlm.Padir.Decoding;
using Gmlm.Padir.Randomness;

namespace Gmlm.Padir.Training;

/// <summary>A target and its canvas, on which all cells are masked at first and some are revealed later.</summary>
internal sealed class CanvasTarget
{
    private readonly DecodingTokens _tokens;
    private readonly int[] _revealed;

    /// <summary>Makes a fully masked canvas.</summary>
    /// <param name="example">An example with at least one cell.</param>
    /// <param name="tokens">The special ids.</param>
    /// <param name="scheme">The masks of the cells.</param>
    /// <param name="random">The stream of this example in this step.</param>
    public CanvasTarget(Example example, DecodingTokens tokens, InputScheme scheme, SplitMix64 random)
    {
        _tokens = tokens;
        Words = example.Target[..^1];
        Ids = [.. Words, tokens.Blank];
        Input = tokens.Input(scheme, example.Cells, random);
        _revealed = [.. Enumerable.Repeat(AlignmentLattice.Open, example.Cells)];
    }

    /// <summary>T, the number of cells.</summary>
    public int Cells => _revealed.Length;

    /// <summary>The target without its end token.</summary>
    public int[] Words { get; }

    /// <summary>The ids that a cell may hold: the target's words in their order, then the blank.</summary>
    public int[] Ids { get; }

    /// <summary>The decoder's input: the cells, then the end token.</summary>
    public int[] Input { get; }

    /// <summary>The cells that are masked, ascending.</summary>
    public IEnumerable<int> Open => Enumerable.Range(0, Cells).Where(t => _revealed[t] == AlignmentLattice.Open);

    /// <summary>Returns the lattice of all alignments of the target with the canvas.</summary>
    /// <param name="logProbabilities">For each cell ln p of each of <see cref="Ids"/>; revealed cells are not read.</param>
    /// <param name="prior">The prior weight of alignments.</param>
    public AlignmentLattice Lattice(ReadOnlySpan<double[]> logProbabilities, DiagonalPrior prior)
    {
        var (blank, words) = (new double[Cells], new double[Cells, Words.Length]);
        foreach (var t in Open)
        {
            for (var u = 0; u < Words.Length; u++)
            {
                words[t, u] = logProbabilities[t][u];
            }

            blank[t] = logProbabilities[t][^1];
        }

        return new AlignmentLattice(new CellProbabilities(blank, words), Words, _tokens.Blank, _revealed, prior);
    }

    /// <summary>Reveals each cell with a given probability, except one random cell, so that at least one cell is in the loss.</summary>
    /// <param name="places">For each cell the index of its id in <see cref="Ids"/>.</param>
    /// <param name="share">The probability, in (0, 1).</param>
    /// <param name="random">The stream of this example in this step.</param>
    public void Reveal(int[] places, double share, SplitMix64 random)
    {
        var open = random.Next(Cells);
        for (var t = 0; t < Cells; t++)
        {
            if (random.NextDouble() < share && t != open)
            {
                Input[t] = _revealed[t] = Ids[places[t]];
            }
        }
    }
}
