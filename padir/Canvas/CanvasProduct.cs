namespace Gmlm.Padir.Canvas;

/// <summary>
/// What one parallel step writes on a canvas: cells that are independent of one another, each with a law of its own over the words
/// 0 … V − 1 and the blank, V. The law of the text is that of the joined cells (<see cref="CanvasCells.Join"/>).
/// </summary>
public sealed class CanvasProduct
{
    private readonly double[,] _q; // (T, V + 1), rows sum to one

    private CanvasProduct(double[,] q) => _q = q;

    /// <summary>T.</summary>
    public int Cells => _q.GetLength(0);

    /// <summary>V, which is also the blank's id.</summary>
    public int Words => _q.GetLength(1) - 1;

    /// <summary>The probability that a cell says a word, or with V the blank.</summary>
    public double this[int cell, int id] => _q[cell, id];

    /// <summary>From weights, which are made to sum to one for each cell.</summary>
    /// <param name="weights">T × (V + 1), none negative, not all 0 in a cell.</param>
    public static CanvasProduct Of(double[,] weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        var q = new double[weights.GetLength(0), weights.GetLength(1)];
        for (var t = 0; t < q.GetLength(0); t++)
        {
            var sum = 0.0;
            for (var v = 0; v < q.GetLength(1); v++)
            {
                sum += weights[t, v];
            }

            for (var v = 0; v < q.GetLength(1); v++)
            {
                q[t, v] = weights[t, v] / sum;
            }
        }

        return new CanvasProduct(q);
    }

    /// <summary>ln of the probability that the cells join to a text.</summary>
    /// <param name="text">Words.</param>
    public double LogProbability(IReadOnlyList<int> text) => Lattice(text).LogLikelihood;

    /// <summary>E ln p(y) for texts y with probabilities, in nats.</summary>
    public double MeanLogProbability(IEnumerable<(int[] Text, double Probability)> texts) =>
        texts.Sum(text => text.Probability * LogProbability(text.Text));

    /// <summary>
    /// One step of expectation–maximisation: q_t(v) becomes the mean over the texts of the posterior probability that cell t says v. It
    /// never lowers E ln p(y).
    /// </summary>
    /// <param name="texts">Each possible on the canvas.</param>
    public CanvasProduct Improved(IEnumerable<(int[] Text, double Probability)> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var sum = new double[Cells, Words + 1];
        foreach (var (text, probability) in texts)
        {
            var occupancy = Lattice(text).Occupancy();
            for (var t = 0; t < Cells; t++)
            {
                for (var u = 0; u <= text.Length; u++)
                {
                    sum[t, u < text.Length ? text[u] : Words] += probability * occupancy[t, u];
                }
            }
        }

        return Of(sum);
    }

    private AlignmentLattice Lattice(IReadOnlyList<int> text)
    {
        var (blank, words) = (new double[Cells], new double[Cells, text.Count]);
        for (var t = 0; t < Cells; t++)
        {
            blank[t] = Math.Log(_q[t, Words]);
            for (var u = 0; u < text.Count; u++)
            {
                words[t, u] = Math.Log(_q[t, text[u]]);
            }
        }

        return new AlignmentLattice(new CellProbabilities(blank, words), [.. text], Words);
    }
}
