using Gmlm.Padir.Canvas;
using Gmlm.Padir.ControlledPair;
using Gmlm.Padir.Decoding;
using Gmlm.Padir.Randomness;

namespace Gmlm.Reproduce.Claims.ControlledPair;

/// <summary>One step on a canvas for one source, with exact cells.</summary>
/// <param name="UniformLoss">KL(p ‖ law of the text) with the exact marginals of the cells under uniform alignments, in nats.</param>
/// <param name="FittedLoss">The same after expectation–maximisation.</param>
/// <param name="Valid">The share of valid translations among texts drawn from the fitted cells.</param>
/// <param name="Mixed">The share of texts that blend valid translations of their length.</param>
/// <param name="Stutter">The share of texts in which a word follows itself.</param>
internal sealed record IdealCanvasRow(double UniformLoss, double FittedLoss, double Valid, double Mixed, double Stutter)
{
    /// <summary>Steps of expectation–maximisation.</summary>
    public const int Improvements = 40;

    private const int Draws = 50;

    /// <summary>⌈f n⌉ + c cells for n source words, more where a translation needs them.</summary>
    public static int Cells(HeldOut item, double factor, int extra) => Math.Max(
        item.All.Translations.Max(
            translation => CanvasCells.Fewest([.. translation.Tokens])), (int)Math.Ceiling(factor * item.Source.Length) + extra);

    /// <summary>Computes it.</summary>
    public static IdealCanvasRow Of(PairVocabulary vocabulary, HeldOut item, double factor, int extra, SplitMix64 random)
    {
        int[] ids = [.. item.All.Translations.SelectMany(translation => translation.Tokens).Distinct()];
        var places = ids.Select((id, place) => (id, place)).ToDictionary(pair => pair.id, pair => pair.place);
        (int[] Text, double Probability)[] texts =
            [
                .. item.All.Translations.Select(translation =>
                    ((int[])[.. translation.Tokens.Select(id => places[id])], translation.Probability)),
            ];
        var uniform = Uniform(vocabulary, item, ids, Cells(item, factor, extra));
        var fitted = uniform;
        for (var step = 0; step < Improvements; step++)
        {
            fitted = fitted.Improved(texts);
        }

        double Loss(CanvasProduct product) => -product.MeanLogProbability(texts) - item.All.Entropy;
        int[][] drawn = [.. Enumerable.Range(0, Draws).Select(_ => Draw(fitted, random).Select(place => ids[place]).ToArray())];
        double Share(Func<int[], bool> kind) => (double)drawn.Count(kind) / Draws;
        return new(
            Loss(uniform),
            Loss(fitted),
            Share(text => item.All.Contains(text)),
            Share(text => item.All.Classify(text) == OutputKind.ModeMixing),
            Share(text => text.Zip(text.Skip(1)).Any(pair => pair.First == pair.Second)));
    }

    // The exact cells under uniform alignments, over the words of the translations alone.
    private static CanvasProduct Uniform(PairVocabulary vocabulary, HeldOut item, int[] ids, int cells)
    {
        var model = new IdealCanvasModel([item.All], vocabulary);
        var q = model.Cells(item.All, [.. Enumerable.Repeat(AlignmentLattice.Open, cells)]);
        int[] said = [.. ids, PairVocabulary.Bos];
        var weights = new double[cells, said.Length];
        for (var t = 0; t < cells; t++)
        {
            for (var place = 0; place < said.Length; place++)
            {
                weights[t, place] = q[t, said[place]];
            }
        }

        return CanvasProduct.Of(weights);
    }

    private static int[] Draw(CanvasProduct product, SplitMix64 random)
    {
        var cells = new int[product.Cells];
        for (var t = 0; t < cells.Length; t++)
        {
            var left = random.NextDouble();
            while (cells[t] < product.Words && (left -= product[t, cells[t]]) >= 0)
            {
                cells[t]++;
            }
        }

        return CanvasCells.Join(cells, product.Words);
    }
}
