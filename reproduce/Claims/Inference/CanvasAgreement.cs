using Gmlm.Reproduce.Harness;

namespace Gmlm.Reproduce.Claims.Inference;

/// <summary>What blanks are not good for: words that have to agree.</summary>
public sealed class CanvasAgreement : ClaimExperiment
{
    private static readonly int[] Canvases = [2, 3, 4, 6];

    /// <inheritdoc/>
    public override Claim Claim => new(
        "canvas-agreement", "D13", "No canvas absorbs agreement", Origin.Beyond,
        Source: "our statement; product laws on the canvas of connectionist temporal classification",
        Wording: "Let two words change together: the text is $a c$ or $b d$, with probability $1\\/2$ each. One parallel step loses $ln 2$ "
            + "on every canvas, however many blanks it has. So blanks take away the errors of movement and length, and leave those of "
            + "agreement: mixed translations.",
        Method: "The least loss over products of cells, by expectation–maximisation from random products, the best of several runs, for "
            + $"$T = {string.Join(", ", Canvases)}$. `loss.…` are the values; `loss.mixture` is that of a mixture of two products which a "
            + "shared seed selects.",
        ControlMethod: "The mixture of two products, each with one of the texts: it loses nothing.");

    /// <inheritdoc/>
    public override ExperimentResult Execute(ExperimentContext context)
    {
        int[][] texts = [[0, 2], [1, 3]];
        var (check, control) = (Parts(), Parts());
        var random = context.Stream("canvas-agreement");
        var metrics = new List<Metric>();
        foreach (var cells in Canvases)
        {
            var loss = CanvasFit.Loss(context, random.NextDouble, texts, cells);
            check.Equal("one-product", Math.Log(2), loss, $"T = {cells}");
            metrics.Add(new Metric($"loss.t{cells}", loss, "nats", null, Tolerance.Absolute(1e-3)));

            // A seed that all cells see chooses the product: each has one text to fit.
            var mixture = texts.Average(text => CanvasFit.Loss(context, random.NextDouble, [text], cells));
            control.Equal("one-product", Math.Log(2), mixture, $"T = {cells}");
            metrics.Add(new Metric($"loss.mixture.t{cells}", mixture, "nats", null, Tolerance.Absolute(1e-3)));
        }

        context.Report(1);
        return Decide(context, check.Outcome(), control.Outcome(), [.. metrics, .. check.Metrics()]);
    }

    private static MarginParts Parts() => new(1e-4, "expectation–maximisation stops when a step gains less than 1e-9");
}
