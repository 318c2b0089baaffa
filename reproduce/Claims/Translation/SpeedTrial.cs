using Gmlm.Padir.Metrics;
using Gmlm.Padir.Randomness;

namespace Gmlm.Reproduce.Claims.Translation;

/// <summary>A system to be timed: token ids in, token ids out, everything between inside the timer.</summary>
/// <param name="Name">Stable, for metrics.</param>
/// <param name="Label">For tables.</param>
/// <param name="Translate">A batch of sources to as many targets.</param>
internal sealed record TimedSystem(string Name, string Label, Func<int[][], IReadOnlyList<IReadOnlyList<int>>> Translate);

/// <summary>What a system took, batch by batch.</summary>
/// <param name="System">Which system.</param>
/// <param name="Seconds">The shortest time of each batch in all rounds: what else the machine does only adds to it.</param>
/// <param name="Tokens">Target words written, all batches together.</param>
internal sealed record Timing(TimedSystem System, double[] Seconds, int Tokens)
{
    /// <summary>All batches.</summary>
    public double Total => Seconds.Sum();

    /// <summary>The value that a share of the batches stays below.</summary>
    public double Quantile(double share) => Seconds.Order().ElementAt((int)Math.Min(Seconds.Length - 1, share * Seconds.Length));

    /// <summary>How many times as fast as another system on the same batches, with the 95 % bootstrap interval over batches.</summary>
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

/// <summary>Times systems against each other: on the same batches, in turns, warm, and with every output of a timed run checked.</summary>
internal static class SpeedTrial
{
    /// <summary>How many times as fast as autoregressive decoding PaDIR is to be, by iterations.</summary>
    public static IReadOnlyList<(int Steps, double Least)> Bounds { get; } = [(2, 3), (4, 2)];

    /// <summary>For tables.</summary>
    public static string Milliseconds(double seconds) => (1000 * seconds).ToString("0.0", CultureInfo.InvariantCulture);

    /// <summary>Why nothing is timed in a profile: the smoke profile runs beside other work, whose times say nothing. Null where times are taken.</summary>
    public static string? NotIn(Profile profile) => profile == Profile.Smoke ? "times are taken in the standard profile; get them with `make reproduce`" : null;

    /// <summary>Runs it.</summary>
    /// <param name="systems">At least one.</param>
    /// <param name="batches">What each translates.</param>
    /// <param name="rounds">Timed runs of every batch; one run before them is not timed.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <param name="report">Told the share done.</param>
    /// <param name="clock">The system's, if null.</param>
    /// <exception cref="InvalidOperationException">A timed run wrote something else than the one before it.</exception>
    public static Timing[] Run(IReadOnlyList<TimedSystem> systems, IReadOnlyList<int[][]> batches, int rounds, CancellationToken cancellation = default, Action<double>? report = null, TimeProvider? clock = null)
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
                    var system = (turn + batch) % systems.Count; // Nobody is always first.
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

        return [.. systems.Select((system, i) => new Timing(system, seconds[i], expected[i].Sum(outputs => outputs.Sum(target => target.Count))))];
    }

    private static void Check(TimedSystem system, IReadOnlyList<IReadOnlyList<int>> expected, IReadOnlyList<IReadOnlyList<int>> outputs)
    {
        if (!expected.Zip(outputs).All(pair => pair.First.SequenceEqual(pair.Second)) || expected.Count != outputs.Count)
        {
            throw new InvalidOperationException($"{system.Label}: a timed run wrote something else than the run before it");
        }
    }
}
