using Gmlm.Padir.Decoding;

namespace Gmlm.Padir.Models;

/// <summary>
/// Chooses the blank bias of a canvas model: among b = 0, ¼, … 4 the one for which the lengths of texts and targets agree best. With r_S
/// the words of the texts after S passes divided by those of the targets, it minimises the largest |ln r_S| over S = 1, 2, 4.
/// </summary>
internal static class BlankBias
{
    private const double Step = 0.25;
    private const int Choices = 17;

    private static readonly int[] Passes = [1, 2, 4];

    /// <summary>Returns the bias; of equally good ones the smallest.</summary>
    /// <param name="model">A canvas model.</param>
    /// <param name="pairs">Validation pairs, without end tokens.</param>
    /// <param name="cancel">Stops between two network evaluations.</param>
    public static double Of(TranslationModel model, IReadOnlyList<(int[] Source, int[] Target)> pairs, CancellationToken cancel = default)
    {
        int[][] sources = [.. pairs.Select(pair => pair.Source)];
        var wanted = pairs.Sum(pair => (double)pair.Target.Length);

        // Texts get longer with the bias, so that the error first falls and then rises. The search stops when it rises.
        var (best, least) = (0.0, double.PositiveInfinity);
        for (var choice = 0; choice < Choices; choice++)
        {
            var bias = choice * Step;
            var ways = Passes.Select(passes =>
                new ParallelSettings { Loop = CanvasLoop.Of(passes, model.Model.Config.Corruption.Input) with { BlankBias = bias } });
            var error = model.Parallel(sources, [.. ways], cancel)
                .Max(texts => Math.Abs(Math.Log(texts.Sum(text => (double)text.Best.Tokens.Count) / wanted)));
            if (error >= least)
            {
                break;
            }

            (best, least) = (bias, error);
        }

        return best;
    }
}
