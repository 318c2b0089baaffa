using Gmlm.Padir.Canvas;
using Gmlm.Padir.ControlledPair;

namespace Gmlm.Padir.Decoding;

/// <summary>
/// The ideal decoder of the controlled pair on a canvas. A target is drawn from p(target | source), then a canvas uniformly among the
/// canvases of T cells whose text is the target; the model gives the exact p(cell | source, visible cells) of this distribution. If no
/// canvas has all the visible cells, the model conditions on the canvases that agree with the largest number of them.
/// </summary>
/// <param name="translations">p(target | source) of each source. Every target must fit on the canvases of the queries.</param>
/// <param name="vocabulary">The vocabulary, with the masks and the blank.</param>
public sealed class IdealCanvasModel(IReadOnlyList<TranslationDistribution> translations, PairVocabulary vocabulary) : IDecodingModel
{
    /// <inheritdoc/>
    public int VocabularySize => vocabulary.Count;

    // ln of the weight of each visible cell that a canvas contradicts. It is so small that canvases with the fewest such cells have
    // practically all the weight.
    private const double Contradiction = -30;

    /// <inheritdoc/>
    public void Logits(IReadOnlyList<DecodingQuery> batch, LogitsReader read)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(read);
        var width = VocabularySize;
        var logits = new float[batch.Sum(query => query.Positions.Count) * width];
        var next = logits.AsSpan();
        foreach (var query in batch)
        {
            int[] revealed = [.. query.Tokens.SkipLast(1).Select(id => vocabulary.IsMask(id) ? AlignmentLattice.Open : id)];
            var q = Cells(translations[query.Source], revealed);
            foreach (var position in query.Positions)
            {
                for (var id = 0; id < width; id++)
                {
                    next[id] = (float)Math.Log(q[position, id]);
                }

                next = next[width..];
            }
        }

        read(logits, []);
    }

    /// <summary>The distribution of each cell, T × V.</summary>
    /// <param name="all">p(target | source).</param>
    /// <param name="revealed">For each cell its visible id, or <see cref="AlignmentLattice.Open"/>.</param>
    public double[,] Cells(TranslationDistribution all, int[] revealed)
    {
        ArgumentNullException.ThrowIfNull(all);
        ArgumentNullException.ThrowIfNull(revealed);
        int[] nothing = [.. Enumerable.Repeat(AlignmentLattice.Open, revealed.Length)];

        // With equal weights a lattice's likelihood is a number of canvases: those that agree with the visible cells, or all with
        // this text.
        var lattices = all.Translations.Select(translation => (
            translation.Tokens,
            Agreeing: Lattice(translation.Tokens, revealed),
            LogWeight: Math.Log(translation.Probability) - Lattice(translation.Tokens, nothing).LogLikelihood)).ToArray();
        var most = lattices.Max(item => item.LogWeight + item.Agreeing.LogLikelihood);
        var total = lattices.Sum(item => Math.Exp(item.LogWeight + item.Agreeing.LogLikelihood - most));
        var q = new double[revealed.Length, VocabularySize];
        foreach (var (tokens, agreeing, logWeight) in lattices)
        {
            var weight = Math.Exp(logWeight + agreeing.LogLikelihood - most) / total;
            var occupancy = weight > 0 ? agreeing.Occupancy() : new double[revealed.Length, tokens.Count + 1];
            for (var t = 0; t < revealed.Length; t++)
            {
                for (var u = 0; u <= tokens.Count; u++)
                {
                    q[t, u < tokens.Count ? tokens[u] : PairVocabulary.Bos] += weight * occupancy[t, u];
                }
            }
        }

        return q;
    }

    private static AlignmentLattice Lattice(IReadOnlyList<int> tokens, int[] revealed)
    {
        double Weight(int t, int id) => revealed[t] == AlignmentLattice.Open || revealed[t] == id ? 0 : Contradiction;
        var words = new double[revealed.Length, tokens.Count];
        for (var t = 0; t < revealed.Length; t++)
        {
            for (var u = 0; u < tokens.Count; u++)
            {
                words[t, u] = Weight(t, tokens[u]);
            }
        }

        double[] blanks = [.. Enumerable.Range(0, revealed.Length).Select(t => Weight(t, PairVocabulary.Bos))];
        return new AlignmentLattice(new CellProbabilities(blanks, words), [.. tokens], PairVocabulary.Bos);
    }
}
