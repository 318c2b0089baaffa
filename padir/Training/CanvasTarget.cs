using Gmlm.Padir.Canvas;
using Gmlm.Padir.Configuration;
using Gmlm.Padir.Decoding;
using Gmlm.Padir.Randomness;

namespace Gmlm.Padir.Training;

/// <summary>A target, and the canvas that is to hold it: all cells masked at first, some of them revealed later.</summary>
internal sealed class CanvasTarget
{
    private readonly DecodingTokens _tokens;
    private readonly int[] _revealed;

    /// <summary>A masked canvas.</summary>
    /// <param name="example">With cells.</param>
    /// <param name="tokens">The special ids.</param>
    /// <param name="scheme">How cells are masked.</param>
    /// <param name="random">Of this example in this step.</param>
    public CanvasTarget(Example example, DecodingTokens tokens, InputScheme scheme, SplitMix64 random)
    {
        _tokens = tokens;
        Words = example.Target[..^1];
        Ids = [.. Words, tokens.Blank];
        Input = tokens.Input(scheme, example.Cells, random);
        _revealed = [.. Enumerable.Repeat(AlignmentLattice.Open, example.Cells)];
    }

    /// <summary>T.</summary>
    public int Cells => _revealed.Length;

    /// <summary>The target without its end.</summary>
    public int[] Words { get; }

    /// <summary>What a cell may say: the target's words in their order, then the blank.</summary>
    public int[] Ids { get; }

    /// <summary>What the decoder reads: the cells, then the end.</summary>
    public int[] Input { get; }

    /// <summary>The cells that are masked, ascending.</summary>
    public IEnumerable<int> Open => Enumerable.Range(0, Cells).Where(t => _revealed[t] == AlignmentLattice.Open);

    /// <summary>All alignments of the target with the canvas.</summary>
    /// <param name="logProbabilities">For each open cell ln p of each of <see cref="Ids"/>; not read at revealed ones.</param>
    /// <param name="prior">Weighs them.</param>
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

    /// <summary>Reveals each cell with a probability, but for one, so that something is left to learn.</summary>
    /// <param name="places">By cell a place among <see cref="Ids"/>.</param>
    /// <param name="share">In (0, 1).</param>
    /// <param name="random">Of this example in this step.</param>
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
