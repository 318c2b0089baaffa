namespace Gmlm.Padir.Metrics;

/// <summary>
/// Bootstrap resampling of sentences (Koehn 2004): one resample draws, with replacement, as many sentences as there are. Systems that are
/// compared are scored on the same draws, so that the difficulty of a sentence cancels in their difference.
/// </summary>
/// <remarks>The caller passes the generator, seeded. One draw is <c>Next(sentences)</c>, so equal generators give equal results.</remarks>
public static class Bootstrap
{
    /// <summary>The usual number of resamples.</summary>
    public const int Resamples = 1000;

    /// <summary>The scores of every system on the same resamples, <c>[system][resample]</c>.</summary>
    /// <param name="systems">At least one system; all have the same number of sentences.</param>
    /// <param name="resamples">1 or more.</param>
    /// <param name="generator">The source of the draws.</param>
    /// <exception cref="ArgumentException">There are no systems, or their numbers of sentences differ.</exception>
    public static double[][] Resample(IReadOnlyList<CorpusStatistics> systems, int resamples, Random generator)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1);
        if (systems.Count == 0 || systems.Any(system => system.Sentences != systems[0].Sentences))
        {
            throw new ArgumentException(
                systems.Count == 0 ? "there are no systems to resample" : "the systems are over different numbers of sentences",
                nameof(systems));
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

    /// <summary>The score of one system with its percentile interval.</summary>
    /// <param name="system">The statistics of the system.</param>
    /// <param name="generator">The source of the draws.</param>
    /// <param name="resamples">1 or more; with fewer than 40, an interval of level 0.95 leaves out no resample.</param>
    /// <param name="level">The share of resampled scores within the interval, in (0, 1).</param>
    public static ConfidenceInterval Interval(
        CorpusStatistics system, Random generator, int resamples = Resamples, double level = ConfidenceInterval.UsualLevel) =>
        ConfidenceInterval.Percentile(system.Score(), Resample([system], resamples, generator)[0], level);

    /// <summary>The difference between two systems under one metric, with its interval, p-value and share of wins.</summary>
    /// <param name="system">The statistics of the system.</param>
    /// <param name="baseline">The statistics of the baseline, over the same sentences.</param>
    /// <param name="generator">The source of the draws.</param>
    /// <param name="resamples">1 or more; the smallest p-value is 1 / (resamples + 1).</param>
    /// <param name="level">The share of resampled differences within the interval, in (0, 1).</param>
    /// <exception cref="ArgumentException">The metrics or the numbers of sentences differ.</exception>
    public static PairedComparison Compare(
        CorpusStatistics system,
        CorpusStatistics baseline,
        Random generator,
        int resamples = Resamples,
        double level = ConfidenceInterval.UsualLevel)
    {
        if (system.Signature != baseline.Signature)
        {
            throw new ArgumentException(
                $"the scores are of different metrics: {system.Metric.Name} {system.Signature} and {baseline.Metric.Name} "
                    + $"{baseline.Signature}",
                nameof(baseline));
        }

        var scores = Resample([system, baseline], resamples, generator);
        return PairedComparison.Of(system.Score() - baseline.Score(), [.. scores[0].Zip(scores[1], (one, other) => one - other)], level);
    }
}
