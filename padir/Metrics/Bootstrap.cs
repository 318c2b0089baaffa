namespace Gmlm.Padir.Metrics;

/// <summary>
/// Bootstrap resampling of sentences (Koehn 2004): as many sentences as there are, drawn with replacement, give one resampled score. Systems
/// compared with one another are scored on the same draws, so that what is hard for all of them cancels.
/// </summary>
/// <remarks>The generator is the caller's, named and seeded there; one draw is <c>Next(sentences)</c>, so that equal generators give equal results.</remarks>
public static class Bootstrap
{
    /// <summary>The usual number of resamples.</summary>
    public const int Resamples = 1000;

    /// <summary>The scores of every system on the same resamples, <c>[system][resample]</c>.</summary>
    /// <param name="systems">At least one; all over the same number of sentences.</param>
    /// <param name="resamples">1 or more.</param>
    /// <param name="generator">Where the draws come from.</param>
    /// <exception cref="ArgumentException">No systems, or different numbers of sentences.</exception>
    public static double[][] Resample(IReadOnlyList<CorpusStatistics> systems, int resamples, Random generator)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1);
        if (systems.Count == 0 || systems.Any(system => system.Sentences != systems[0].Sentences))
        {
            throw new ArgumentException(systems.Count == 0 ? "there are no systems to resample" : "the systems are over different numbers of sentences", nameof(systems));
        }

        var sentences = systems[0].Sentences;
        var scores = systems.Select(_ => new double[resamples]).ToArray();
        var sums = systems.Select(system => new long[system.Metric.Width]).ToArray();
        for (var resample = 0; resample < resamples; resample++)
        {
            Array.ForEach(sums, Array.Clear);
            for (var draw = 0; draw < sentences; draw++)
            {
                var sentence = generator.Next(sentences);
                for (var system = 0; system < sums.Length; system++)
                {
                    systems[system].AddRow(sentence, sums[system]);
                }
            }

            for (var system = 0; system < sums.Length; system++)
            {
                scores[system][resample] = systems[system].Metric.Score(sums[system]);
            }
        }

        return scores;
    }

    /// <summary>One system's score with its percentile interval.</summary>
    /// <param name="system">The system.</param>
    /// <param name="generator">Where the draws come from.</param>
    /// <param name="resamples">1 or more; a level of 0.95 wants 40 at the least to cut anything off.</param>
    /// <param name="level">The share of resampled scores within the interval, in (0, 1).</param>
    public static ConfidenceInterval Interval(CorpusStatistics system, Random generator, int resamples = Resamples, double level = ConfidenceInterval.UsualLevel) =>
        ConfidenceInterval.Percentile(system.Score(), Resample([system], resamples, generator)[0], level);

    /// <summary>The difference between two systems under one metric, whether it may be chance, and how often which is ahead.</summary>
    /// <param name="system">The system.</param>
    /// <param name="baseline">What it is compared with, over the same sentences.</param>
    /// <param name="generator">Where the draws come from.</param>
    /// <param name="resamples">1 or more; no p-value is below 1 / (resamples + 1).</param>
    /// <param name="level">The share of resampled differences within the interval, in (0, 1).</param>
    /// <exception cref="ArgumentException">Different metrics, or different numbers of sentences.</exception>
    public static PairedComparison Compare(CorpusStatistics system, CorpusStatistics baseline, Random generator, int resamples = Resamples, double level = ConfidenceInterval.UsualLevel)
    {
        if (system.Signature != baseline.Signature)
        {
            throw new ArgumentException($"the scores are of different metrics: {system.Metric.Name} {system.Signature} and {baseline.Metric.Name} {baseline.Signature}", nameof(baseline));
        }

        var scores = Resample([system, baseline], resamples, generator);
        return PairedComparison.Of(system.Score() - baseline.Score(), [.. scores[0].Zip(scores[1], (one, other) => one - other)], level);
    }
}
