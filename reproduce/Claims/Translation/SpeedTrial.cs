using Gmlm.Padir.Metrics;
using Gmlm.Padir.Randomness;

namespace Gmlm.Reproduce.Claims.Translation;

/// <summary>A system to be timed, from token ids to token ids.</summary>
/// <param name="Name">The name in metrics.</param>
/// <param name="Label">The label in tables.</param>
/// <param name="Translate">Translates a batch of sources.</param>
internal sealed record TimedSystem(string Name, string Label, Func<int[][], IReadOnlyList<IReadOnlyList<int>>> Translate);

/// <summary>The times of a system by batch.</summary>
/// <param name="System">The system.</param>
/// <param name="Seconds">The shortest time of each batch over all rounds, since other work of the machine can only add to the time.</param>
/// <param name="Tokens">The number of target words of all batches.</param>
internal sealed record Timing(TimedSystem System, double[] Seconds, int Tokens)
{
    /// <summary>The total time of all batches.</summary>
    public double Total => Seconds.Sum();

    /// <summary>The quantile of the batches' times.</summary>
    public double Quantile(double share) => Seconds.Order().ElementAt((int)Math.Min(Seconds.Length - 1, share * Seconds.Length));

    /// <summary>
    /// The ratio of another system's total time on the same batches to this one's, with the 95 % bootstrap interval over batches.
    /// </summary>
    public ConfidenceInterval FasterThan(Timing other, long seed)
    {
        var random = new SplitMix64(seed);
        var resampled = new double[Bootstrap.Resamples];
        for (var i = 0; i < resampled.Length; i++)
        {
            var (mine, theirs) = (0.0, 0.0);
            for (var draw = 0; draw < Seconds.Length; draw++)
            {
                var batch = random.Next(Seconds.Length);
                mine += Seconds[batch];
                theirs += other.Seconds[batch];
            }

            resampled[i] = theirs / mine;
        }

        return ConfidenceInterval.Percentile(other.Total / Total, resampled);
    }
}

/// <summary>Times systems on the same batches, in turns, after a warm-up, and checks every output of a timed run.</summary>
internal static class SpeedTrial
{
    /// <summary>The claimed speed-ups of PaDIR over autoregressive decoding, by iterations.</summary>
    public static IReadOnlyList<(int Steps, double Least)> Bounds { get; } = [(2, 3), (4, 2)];

    /// <summary>Milliseconds in tables.</summary>
    public static string Milliseconds(double seconds) => (1000 * seconds).ToString("0.0", CultureInfo.InvariantCulture);

    /// <summary>The reason why nothing is timed in the smoke profile, which runs beside other work; null for the other profiles.</summary>
    public static string? SkippedIn(Profile profile) =>
        profile == Profile.Smoke ? "times are taken in the standard profile; get them with `make reproduce`" : null;

    /// <summary>Runs the trial.</summary>
    /// <param name="systems">The systems, at least one.</param>
    /// <param name="batches">The batches that each system translates.</param>
    /// <param name="rounds">The number of timed runs of every batch; they follow one run that is not timed.</param>
    /// <param name="cancellation">Cancels between batches.</param>
    /// <param name="report">Receives the share done.</param>
    /// <param name="clock">The clock; null for the system's.</param>
    /// <exception cref="InvalidOperationException">The output of a timed run differs from that of the warm-up.</exception>
    public static Timing[] Run(
        IReadOnlyList<TimedSystem> systems,
        IReadOnlyList<int[][]> batches,
        int rounds,
        CancellationToken cancellation = default,
        Action<double>? report = null,
        TimeProvider? clock = null)
    {
        clock ??= TimeProvider.System;
        var expected = systems.Select(_ => new IReadOnlyList<IReadOnlyList<int>>[batches.Count]).ToArray();
        var seconds = systems.Select(_ => Enumerable.Repeat(double.PositiveInfinity, batches.Count).ToArray()).ToArray();
        for (var round = 0; round <= rounds; round++)
        {
            for (var batch = 0; batch < batches.Count; batch++)
            {
                cancellation.ThrowIfCancellationRequested();
                report?.Invoke((double)((round * batches.Count) + batch) / ((rounds + 1) * batches.Count));
                for (var turn = 0; turn < systems.Count; turn++)
                {
                    var system = (turn + batch) % systems.Count; // The order rotates, so that no system is always first.
                    var start = clock.GetTimestamp();
                    var outputs = systems[system].Translate(batches[batch]);
                    var taken = clock.GetElapsedTime(start).TotalSeconds;
                    if (round == 0)
                    {
                        expected[system][batch] = outputs;
                        continue;
                    }

                    Check(systems[system], expected[system][batch], outputs);
                    seconds[system][batch] = Math.Min(seconds[system][batch], taken);
                }
            }
        }

        return
        [
            .. systems.Select(
                (system, i) => new Timing(system, seconds[i], expected[i].Sum(outputs => outputs.Sum(target => target.Count)))),
        ];
    }

    private static void Check(TimedSystem system, IReadOnlyList<IReadOnlyList<int>> expected, IReadOnlyList<IReadOnlyList<int>> outputs)
    {
        if (!expected.Zip(outputs).All(pair => pair.First.SequenceEqual(pair.Second)) || expected.Count != outputs.Count)
        {
            throw new InvalidOperationException($"{system.Label}: a timed run wrote something else than the run before it");
        }
    }
}
