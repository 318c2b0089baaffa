using System.Diagnostics;
using Gmlm.Reproduce.Commands.Streams;
using Gmlm.Reproduce.Harness.Cache;

namespace Gmlm.Reproduce.Commands.Runs;

/// <summary>Progress as lines for logs and pipes: one at the start and at the end of each experiment, and some in between.</summary>
internal sealed class PlainProgress(int total) : IRunObserver
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(15);
    private int _index;

    public IProgress<double> Started(Experiment experiment, double? expectedSeconds)
    {
        Say($"[{++_index}/{total}] {experiment.Id} …{(expectedSeconds is { } s ? $" (took {Terminal.Duration(s)} last)" : "")}");
        return new Lines(experiment.Id);
    }

    public void Cached(Experiment experiment, ExperimentResult result) =>
        Say($"[{++_index}/{total}] {experiment.Id}: fresh; {Verdicts(result)}");

    public void Finished(Experiment experiment, ExperimentResult result, double seconds) =>
        Say($"[{_index}/{total}] {experiment.Id}: {Verdicts(result)} in {Terminal.Duration(seconds)}");

    public void Failed(Experiment experiment, Exception error) =>
        Say($"[{_index}/{total}] {experiment.Id}: FAILED, {error.GetType().Name}: {error.Message}");

    private static string Verdicts(ExperimentResult result) => string.Join(", ", result.Verdicts.Select(verdict =>
        (verdict.Claim == result.Experiment ? "" : verdict.Claim + " ") + verdict.Verdict.ToString().ToLowerInvariant()));

    private static void Say(string line) => Console.WriteLine(line);

    private sealed class Lines(string id) : IProgress<double>
    {
        private readonly Stopwatch _watch = Stopwatch.StartNew();
        private readonly Lock _lock = new();
        private TimeSpan _next = Between;

        public void Report(double fraction)
        {
            lock (_lock)
            {
                if (_watch.Elapsed < _next || fraction <= 0)
                {
                    return;
                }

                _next = _watch.Elapsed + Between;
                var left = _watch.Elapsed.TotalSeconds * (1 - fraction) / fraction;
                Say(string.Create(CultureInfo.InvariantCulture, $"    {id}: {fraction:P0}, about {Terminal.Duration(left)} left"));
            }
        }
    }
}
