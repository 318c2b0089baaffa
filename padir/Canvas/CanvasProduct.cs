namespace Gmlm.Padir.Canvas;

/// <summary>
/// The distribution of a canvas after one parallel step: independent cells, each with its own distribution over the words 0 … V − 1 and the
/// blank, V. The text is that of the joined cells (<see cref="CanvasCells.Join"/>).
/// </summary>
public sealed class CanvasProduct
{
    private readonly double[,] _q; // (T, V + 1), rows sum to one

    private CanvasProduct(double[,] q) => _q = q;

    /// <summary>T, the number of cells.</summary>
    public int Cells => _q.GetLength(0);

    /// <summary>V, the number of words, which is also the blank's id.</summary>
    public int Words => _q.GetLength(1) - 1;

    /// <summary>The probability that a cell holds a word, or the blank with id V.</summary>
    public double this[int cell, int id] => _q[cell, id];

    /// <summary>Makes a distribution from weights, which are normalised for each cell.</summary>
    /// <param name="weights">T × (V + 1) weights, at least 0, not all 0 for a cell.</param>
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

    /// <summary>Returns ln of the probability of a text.</summary>
    /// <param name="text">The words of the text.</param>
    public double LogProbability(IReadOnlyList<int> text) => Lattice(text).LogLikelihood;

    /// <summary>Returns E ln p(y) over texts y with the given probabilities, in nats.</summary>
    public double MeanLogProbability(IEnumerable<(int[] Text, double Probability)> texts) =>
        texts.Sum(text => text.Probability * LogProbability(text.Text));

    /// <summary>
    /// Makes one step of expectation–maximisation: the new q_t(v) is the mean over the texts of the posterior probability that cell t holds
    /// v. The step never lowers E ln p(y).
    /// </summary>
    /// <param name="texts">Texts with their probabilities. Each must have at least one alignment with the canvas.</param>
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
