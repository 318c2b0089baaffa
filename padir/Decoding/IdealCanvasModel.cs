using Gmlm.Padir.Canvas;
using Gmlm.Padir.ControlledPair;

namespace Gmlm.Padir.Decoding;

/// <summary>
/// The ideal decoder of the controlled pair on a canvas: the exact p(cell | source, visible cells) where a target is drawn from
/// p(target | source) and then a canvas uniformly among those of T cells that read it. Where no canvas has all the visible cells, some of
/// them must be wrong, and the conditional is that of the canvases that agree with the most of them.
/// </summary>
/// <param name="translations">p(target | source) of each source; each target fits on the canvases that are asked for.</param>
/// <param name="vocabulary">Has the masks and the blank.</param>
public sealed class IdealCanvasModel(IReadOnlyList<TranslationDistribution> translations, PairVocabulary vocabulary) : IDecodingModel
{
    /// <inheritdoc/>
    public int VocabularySize => vocabulary.Count;

    // ln of the weight of a visible cell that a canvas contradicts: so small that a canvas with fewer of them has all the weight.
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

    /// <summary>The law of each cell, T × V.</summary>
    /// <param name="all">p(target | source).</param>
    /// <param name="revealed">By cell the id that is visible, or <see cref="AlignmentLattice.Open"/>.</param>
    public double[,] Cells(TranslationDistribution all, int[] revealed)
    {
        ArgumentNullException.ThrowIfNull(all);
        ArgumentNullException.ThrowIfNull(revealed);
        int[] nothing = [.. Enumerable.Repeat(AlignmentLattice.Open, revealed.Length)];

        // With equal weights the likelihood counts canvases: those that agree with what is visible, of all that read the target.
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
