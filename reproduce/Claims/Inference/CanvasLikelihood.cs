using Gmlm.Padir.Canvas;
using Gmlm.Reproduce.Harness;

namespace Gmlm.Reproduce.Claims.Inference;

/// <summary>The likelihood of a text on a canvas, and how it is maximised.</summary>
public sealed class CanvasLikelihood : ClaimExperiment
{
    private const int Cells = 4;
    private const int Words = 2;

    /// <inheritdoc/>
    public override Claim Claim => new(
        "canvas-likelihood", "D11", "One parallel step on a canvas has a likelihood that can be computed", Origin.Beyond,
        Source: "connectionist temporal classification, Graves et al. 2006; expectation–maximisation, Dempster et al. 1977",
        Wording: "A canvas has $T$ cells, each a word or a blank; equal neighbours are joined and blanks dropped. For independent cells "
            + "$q_t$, $p(y) = sum_a product_t q_t (a_t)$ over the canvases $a$ that read $y$ is computed by a forward–backward recursion "
            + "in $O(T abs(y))$ steps. Its gradient by the logits of a cell is the posterior of what the cell says less $q_t$; and "
            + "replacing each $q_t$ by the mean of these posteriors over texts $y ~ p$ never lowers $bb(E) ln p(y)$.",
        Method: $"All texts of a canvas of {Cells} cells with {Words} words, at random $q$: the recursion against the sum over all "
            + $"${Words + 1}^{Cells}$ canvases, the sum over all texts against 1, the gradient against central differences, and "
            + "$bb(E) ln p(y)$ before and after each step of expectation–maximisation for two random texts.",
        ControlMethod: "A recursion that lets equal neighbours stand side by side, as if they were not joined; and a maximisation "
            + "for the two texts with their probabilities exchanged.") { IsImplementation = true };

    /// <inheritdoc/>
    public override ExperimentResult Execute(ExperimentContext context)
    {
        var check = Compare(context, joins: true);
        context.Report(0.7);
        var control = Compare(context, joins: false);
        context.Report(1);
        return Decide(context, check.Outcome(), control.Outcome(), check.Metrics());
    }

    private static MarginParts Compare(ExperimentContext context, bool joins)
    {
        var parts = new MarginParts(1e-7, "central differences of size 1e-5; the other parts are exact to rounding");
        var random = context.Stream("canvas-likelihood");
        for (var model = 0; model < (context.Profile == Profile.Smoke ? 20 : 200); model++)
        {
            var q = Random(random.NextDouble, Cells, Words);
            var byText = ByText(q);
            parts.Equal("sums-to-one", 1, byText.Sum(text => Math.Exp(LogProbability(q, text.Text, joins))), $"model {model}");
            foreach (var (text, probability) in byText)
            {
                var name = $"model {model}, text “{string.Join(' ', text)}”";
                parts.Equal("recursion", probability, Math.Exp(LogProbability(q, text, joins)), name);
            }

            Gradient(parts, q, byText[model % byText.Count].Text, joins, $"model {model}");
            Improve(
                parts,
                q,
                joins,
                [.. Enumerable.Range(0, 2).Select(i => (byText[(int)random.NextBelow((uint)byText.Count)].Text, (i + 1) / 3.0))],
                $"model {model}");
            context.Cancellation.ThrowIfCancellationRequested();
        }

        return parts;
    }

    // ∂ ln p(y)/∂ logit = posterior − q, the logits' softmax being q.
    private static void Gradient(MarginParts parts, CanvasProduct q, int[] text, bool joins, string name)
    {
        var posterior = q.Improved([(text, 1)]);
        for (var t = 0; t < Cells; t++)
        {
            for (var v = 0; v <= Words; v++)
            {
                var difference = (
                    LogProbability(Moved(q, t, v, 1e-5), text, joins) - LogProbability(Moved(q, t, v, -1e-5), text, joins)) / 2e-5;
                parts.Equal("gradient", posterior[t, v] - q[t, v], difference, $"{name}, cell {t}, word {v}");
            }
        }
    }

    private static void Improve(MarginParts parts, CanvasProduct q, bool right, (int[] Text, double Probability)[] texts, string name)
    {
        (int[], double)[] sought = right ? texts : [(texts[0].Text, texts[1].Probability), (texts[1].Text, texts[0].Probability)];
        for (var step = 0; step < 20; step++)
        {
            var next = q.Improved(sought);
            parts.AtMost("never-lower", q.MeanLogProbability(texts), next.MeanLogProbability(texts), $"{name}, step {step}");
            q = next;
        }
    }

    // The control gives the words of a text different ids, so that no two of them are equal neighbours.
    private static double LogProbability(CanvasProduct q, int[] text, bool joins)
    {
        if (joins)
        {
            return q.LogProbability(text);
        }

        var (blank, words) = (new double[Cells], new double[Cells, text.Length]);
        for (var t = 0; t < Cells; t++)
        {
            blank[t] = Math.Log(q[t, Words]);
            for (var u = 0; u < text.Length; u++)
            {
                words[t, u] = Math.Log(q[t, text[u]]);
            }
        }

        return new AlignmentLattice(new CellProbabilities(blank, words), [.. Enumerable.Range(0, text.Length)], blank: -1).LogLikelihood;
    }

    /// <summary>A product with random cells: exponential weights, which is uniform among all laws.</summary>
    internal static CanvasProduct Random(Func<double> uniform, int cells, int words)
    {
        var weights = new double[cells, words + 1];
        for (var t = 0; t < cells; t++)
        {
            for (var v = 0; v <= words; v++)
            {
                weights[t, v] = -Math.Log(1 - uniform());
            }
        }

        return CanvasProduct.Of(weights);
    }

    private static CanvasProduct Moved(CanvasProduct q, int cell, int word, double by)
    {
        var weights = new double[Cells, Words + 1];
        for (var t = 0; t < Cells; t++)
        {
            for (var v = 0; v <= Words; v++)
            {
                weights[t, v] = q[t, v] * ((t, v) == (cell, word) ? Math.Exp(by) : 1);
            }
        }

        return CanvasProduct.Of(weights);
    }

    // Every text that the canvas can read, with its probability as the sum over all canvases.
    private static List<(int[] Text, double Probability)> ByText(CanvasProduct q)
    {
        var sums = new OrderedDictionary<string, (int[] Text, double Probability)>();
        for (var canvas = 0; canvas < (int)Math.Pow(Words + 1, Cells); canvas++)
        {
            var (cells, left, probability) = (new int[Cells], canvas, 1.0);
            for (var t = 0; t < Cells; t++)
            {
                (cells[t], left) = (left % (Words + 1), left / (Words + 1));
                probability *= q[t, cells[t]];
            }

            var text = CanvasCells.Join(cells, Words);
            var key = string.Join(' ', text);
            sums[key] = (text, (sums.TryGetValue(key, out var before) ? before.Probability : 0) + probability);
        }

        return [.. sums.Values];
    }
}
