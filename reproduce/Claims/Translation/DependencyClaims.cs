using Gmlm.Padir.Metrics;
using Gmlm.Padir.Randomness;
using MathNet.Numerics.Statistics;

namespace Gmlm.Reproduce.Claims.Translation;

/// <summary>The claims of the table of dependency.</summary>
internal static class DependencyClaims
{
    /// <summary>On the controlled pair, exact.</summary>
    public static Claim Contradictions { get; } = new(
        "contradictions-where-dependent",
        "T51",
        "Neighbours contradict each other where they depend on each other",
        Origin.Reconstructed,
        "the paper's error analysis; our wording",
        "On the controlled pair, neighbouring words that one step of decoding writes and that no translation of the source has side by "
        + "side stand where the words of the two positions depend on each other more than elsewhere.",
        "PaDIR trained on raw targets, one step, the length that of a drawn translation; the exact mutual information of each two "
        + "neighbouring positions given source and length. The margin is the lower 95 % bound of the difference of means, in nats "
        + "(bootstrap over sources).",
        "The same comparison reversed.");

    /// <summary>On Multi30k, by the model.</summary>
    public static Claim Stutters { get; } = new(
        "stutter-where-dependent",
        "T52",
        "Words stutter where neighbours depend on each other",
        Origin.Reconstructed,
        "the paper's error analysis; our wording",
        "On Multi30k, en→de, where PaDIR writes one word twice in one step, the two positions depend on each other more than elsewhere by "
        + "the model itself, whether it was trained on raw or on distilled targets.",
        $"Everything hidden, the {NeighbourPair.Tried} likeliest words of a position are written on it one by one; the mutual information "
        + "is that with what the model then says of the next position. The margin is the lower 95 % bound of the difference of means, in "
        + "nats (bootstrap over sentences).",
        "The same comparison reversed.");

    /// <summary>Raw against distilled.</summary>
    public static Claim Falls { get; } = new(
        "distillation-lowers-dependence",
        "T53",
        "Distillation makes neighbours less dependent",
        Origin.Reconstructed,
        "the paper's use of distilled data; our wording",
        "By the models themselves, neighbouring words of Multi30k depend less on each other after training on "
        + "distilled targets than after training on raw ones.",
        "The mutual information of the claim before, a mean over each sentence's neighbours; the margin is the lower 95 % bound of the "
        + "mean difference, in nats (bootstrap over sentences).",
        "The same comparison reversed.");

    /// <summary>The loss of one step.</summary>
    public static Claim Predicts { get; } = new(
        "dependence-predicts-loss",
        "T54",
        "Where neighbours depend on each other, one step loses more",
        Origin.Reconstructed,
        "the paper's discussion of parallel decoding; our wording",
        "On Multi30k, the more the neighbouring words of a sentence depend on each other by the model itself, the more of the words that "
        + $"one step writes are others after {Dependency.Rewrites} iterations of the same length, whether the model was trained on raw or "
        + "on distilled targets.",
        "Spearman's rank correlation over sentences, of the mean mutual information of neighbours and the share of positions whose words "
        + "differ; the margin is its lower 95 % bound (bootstrap over sentences).",
        "Each sentence's share against the next one's information.");

    /// <summary>All claims.</summary>
    public static IReadOnlyList<Claim> All => [Contradictions, Stutters, Falls, Predicts];

    /// <summary>Decides one of the first three claims: every difference is above 0.</summary>
    public static ClaimVerdict Judge(Claim claim, params (string Name, ConfidenceInterval Difference)[] differences)
    {
        return ClaimVerdict.Of(claim.Id, Compare(difference => difference.Lower), Compare(difference => -difference.Upper));

        Outcome Compare(Func<ConfidenceInterval, double> lowest) => MarginLedger.Of(
            0,
            "the interval is in the margin",
            differences.Select(pair => (lowest(pair.Difference), $"{pair.Name}: {Format.Fixed(pair.Difference.Value, 3)} nats")));
    }

    /// <summary>Decides the last claim.</summary>
    /// <param name="losses">
    /// For each model and sentence, the mean information of adjacent words, and the share of the words that more iterations change.
    /// </param>
    /// <param name="seed">The seed of the resamples.</param>
    public static ClaimVerdict JudgePrediction(IReadOnlyList<(string Name, double[] Information, double[] Changed)> losses, long seed)
    {
        return ClaimVerdict.Of(Predicts.Id, Compare(changed => changed), Compare(changed => [.. changed.Skip(1), changed[0]]));

        Outcome Compare(Func<double[], double[]> moved)
        {
            var ledger = new MarginLedger(0, "the interval is in the margin");
            foreach (var (name, information, changed) in losses)
            {
                var (mine, random, resampled) = (moved(changed), new SplitMix64(seed), new double[Bootstrap.Resamples]);
                for (var i = 0; i < resampled.Length; i++)
                {
                    int[] drawn = [.. Enumerable.Range(0, mine.Length).Select(_ => random.Next(mine.Length))];
                    resampled[i] = Correlation.Spearman(drawn.Select(k => information[k]), drawn.Select(k => mine[k]));
                }

                var interval = ConfidenceInterval.Percentile(Correlation.Spearman(information, mine), resampled);
                ledger.Add(interval.Lower, $"{name}: {Format.Fixed(interval.Value, 3)}");
            }

            return ledger.Outcome();
        }
    }
}
