using Gmlm.Reproduce.Harness;

namespace Gmlm.Reproduce.Claims.Inference;

/// <summary>What blanks are good for: words that move, and words that may be there or not.</summary>
public sealed class CanvasMoves : ClaimExperiment
{
    private const int Longest = 4;

    /// <inheritdoc/>
    public override Claim Claim => new(
        "canvas-moves", "D12", "A canvas with a spare cell absorbs movement", Origin.Beyond,
        Source: "our statement; product laws on the canvas of connectionist temporal classification",
        Wording: "Let a word stand before or behind a block of $m$ other words, with probability $1\\/2$ each. One parallel step that is "
            + "given the length loses its total correlation, $m ln 2$. On a canvas of $T >= m + 2$ cells the best step loses $ln 2$, for "
            + "every $m$. With $T = m + 1$ cells it loses $m ln 2$ again. A word that is there or "
            + "not before a block loses nothing on a canvas.",
        Method: $"The least loss over products of cells, by expectation–maximisation from random products, the best of several runs; "
            + $"$m = 1, …, {Longest}$, $T = m + 1$, $m + 2$ and $2 m + 2$. `loss.…` are the values.",
        ControlMethod: "Spare and no spare cell exchanged, and a word that moves in place of one that is there or not.");

    /// <inheritdoc/>
    public override ExperimentResult Execute(ExperimentContext context)
    {
        var (check, control) = (Parts(), Parts());
        var random = context.Stream("canvas-moves");
        var metrics = new List<Metric>();
        for (var m = 1; m <= Longest; m++)
        {
            int[] block = [.. Enumerable.Range(1, m)];
            int[][] moves = [[0, .. block], [.. block, 0]];
            foreach (var (cells, name) in new[] { (m + 1, "none"), (m + 2, "one"), ((2 * m) + 2, "m-and-one") })
            {
                var loss = CanvasFit.Loss(context, random.NextDouble, moves, cells);
                var instance = $"m = {m}, T = {cells}";
                metrics.Add(new Metric($"loss.m{m}.spare-{name}", loss, "nats", null, Tolerance.Absolute(1e-3)).On("loss", Label(name), m));
                var (part, other) = name == "none" ? ("no-spare-cell", "spare-cells") : ("spare-cells", "no-spare-cell");
                double Expected(string which) => which == "spare-cells" ? Math.Log(2) : m * Math.Log(2);
                check.Equal(part, Expected(part), loss, instance);
                if (m > 1) // Both are the same for a block of one word.
                {
                    control.Equal(other, Expected(other), loss, instance);
                }

                control.Equal("there-or-not", 0, loss, instance);
            }

            var there = CanvasFit.Loss(context, random.NextDouble, [block, [0, .. block]], m + 1);
            check.Equal("there-or-not", 0, there, $"m = {m}");
            context.Report(m / (double)Longest);
        }

        return Decide(context, check.Outcome(), control.Outcome(), [.. metrics, .. check.Metrics()]);
    }

    private static MarginParts Parts() => new(1e-4, "expectation–maximisation stops when a step gains less than 1e-9");

    private static string Label(string spare) => spare switch { "none" => "T = m + 1", "one" => "T = m + 2", _ => "T = 2m + 2" };
}
