using Gmlm.Padir.Canvas;
using Gmlm.Reproduce.Harness;

namespace Gmlm.Reproduce.Claims.Inference;

/// <summary>The least that one parallel step on a canvas can lose: min over products q of KL(p ‖ law of the text), in nats.</summary>
internal static class CanvasFit
{
    private const int MostSteps = 3000;
    private const double Gain = 1e-9;

    /// <summary>The best of several runs of expectation–maximisation from random products.</summary>
    /// <param name="context">Names how many runs, and may stop them.</param>
    /// <param name="uniform">Independent numbers, uniform on [0, 1).</param>
    /// <param name="texts">Equally likely.</param>
    /// <param name="cells">T; each text fits.</param>
    public static double Loss(ExperimentContext context, Func<double> uniform, IReadOnlyList<int[]> texts, int cells)
    {
        (int[], double)[] law = [.. texts.Select(text => (text, 1.0 / texts.Count))];
        var words = texts.Max(text => text.Length == 0 ? 0 : text.Max()) + 1;
        var best = double.NegativeInfinity;
        for (var run = 0; run < (context.Profile == Profile.Smoke ? 12 : 60); run++)
        {
            best = Math.Max(best, Climb(CanvasLikelihood.Random(uniform, cells, words), law));
            context.Cancellation.ThrowIfCancellationRequested();
        }

        return -best - Math.Log(texts.Count); // KL = −E ln q(y) − H(p)
    }

    private static double Climb(CanvasProduct q, (int[], double)[] law)
    {
        var reached = q.MeanLogProbability(law);
        for (var step = 0; step < MostSteps; step++)
        {
            q = q.Improved(law);
            var next = q.MeanLogProbability(law);
            if (next - reached < Gain)
            {
                return next;
            }

            reached = next;
        }

        return reached;
    }
}
