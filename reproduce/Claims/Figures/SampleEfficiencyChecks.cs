using MathNet.Numerics.Distributions;

namespace Gmlm.Reproduce.Claims.Figures;

/// <summary>Checks the claims of Figures 1 and 2 on simulated errors. Every check also runs on an input that must fail it.</summary>
/// <param name="runs">The simulated errors.</param>
/// <param name="pairs">The asymptotic errors of one mask a sample; index k − 1.</param>
/// <param name="allMasks">The asymptotic errors of all masks of every sample; index k − 1.</param>
public sealed class SampleEfficiencyChecks(SampleEfficiencyRuns runs, AsymptoticBand[] pairs, AsymptoticBand[] allMasks)
{
    /// <summary>The probability that a check of this file fails by chance though its claim is true, at most.</summary>
    public const double FalseAlarmRate = 1e-4;

    /// <summary>
    /// The relative second-order term of the mean error is this over n, at most: twice what 20,000 repetitions at n = 400
    /// show for J = 0.3, k = 1.
    /// </summary>
    public const double SecondOrder = 100;

    private int Sizes => pairs.Length;

    /// <summary>
    /// The verdicts on the three claims of experiment <paramref name="id"/>; <paramref name="misspecified"/> are errors for which masking
    /// more is not better.
    /// </summary>
    public IReadOnlyList<ClaimVerdict> Verdicts(string id, SampleEfficiencyChecks misspecified) =>
    [
        Harness.ClaimVerdict.Of($"{id}-asymptotic", Asymptotic(k => pairs[k - 1]), Asymptotic(k => pairs[k < Sizes ? k : k - 2])),
        Harness.ClaimVerdict.Of($"{id}-masking-more", MaskingMore(), misspecified.MaskingMore()),
        Harness.ClaimVerdict.Of($"{id}-all-masks", AllMasks(allMasks), AllMasks(pairs)),
    ];

    /// <summary>At the largest n, the mean error of every k against the line that <paramref name="line"/> names for it.</summary>
    public Outcome Asymptotic(Func<int, AsymptoticBand> line) => Band(Enumerable.Range(1, Sizes), runs.Pairs, line);

    /// <summary>The same with all masks of every sample, k &lt; N.</summary>
    public Outcome AllMasks(AsymptoticBand[] lines) => Band(Enumerable.Range(1, Sizes - 1), runs.AllMasks, k => lines[k - 1]);

    /// <summary>
    /// tr Γ_{k+1} &lt; tr Γ_k, and the errors follow. When Γ_{k+1} ⪯ Γ_k, an error of k + 1 is stochastically smaller than one of k,
    /// so of M independent pairs of errors at the same n at least half should say so; the margin is the surplus in standard
    /// deviations √M / 2, counted from where chance stops being an explanation. For the traces it is the relative gain.
    /// </summary>
    public Outcome MaskingMore()
    {
        var parts = new MarginParts(
            0,
            string.Create(
                CultureInfo.InvariantCulture,
                $"traces are exact; sign tests count from the standard deviations that chance undercuts with "
                + $"probability {FalseAlarmRate:0e0} over all k"));
        var chance = Quantile(FalseAlarmRate / (Sizes - 1));
        for (var k = 1; k < Sizes; k++)
        {
            int less = k, more = k + 1;
            int wins = 0, pairsSeen = 0;
            for (var i = 0; i < runs.Samples.Count; i++)
            {
                double[] left = runs.Pairs(less, i), right = runs.Pairs(more, i);
                wins += left.Zip(right).Count(pair => pair.First > pair.Second);
                pairsSeen += left.Length;
            }

            parts.Add("errors", ((wins - (pairsSeen / 2.0)) / (Math.Sqrt(pairsSeen) / 2)) + chance, $"k={more} below k={less}");
            parts.Add("traces", (pairs[less - 1].Trace / pairs[more - 1].Trace) - 1, $"k={more} below k={less}");
        }

        return parts.Outcome();
    }

    private Outcome Band(IEnumerable<int> sizes, Func<int, int, double[]> errors, Func<int, AsymptoticBand> line)
    {
        var compared = sizes.ToArray();
        var last = runs.Samples.Count - 1;
        var samples = runs.Samples[last];
        return MarginLedger.Of(
            Quantile(FalseAlarmRate / (2 * compared.Length)),
            string.Create(
                CultureInfo.InvariantCulture,
                $"standard deviations; false alarms at most {FalseAlarmRate:0e0} over all k, "
                + $"after a relative second-order term of {SecondOrder:0}/n"),
            compared.Select(k => (-Math.Abs(line(k).Deviate(errors(k, last), samples, SecondOrder / samples)), $"k={k}, n={samples}")));
    }

    private static double Quantile(double tail) => -Normal.InvCDF(0, 1, tail);
}
