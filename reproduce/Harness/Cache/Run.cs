using System.Diagnostics;

namespace Gmlm.Reproduce.Harness.Cache;

/// <summary>Where a run says how it goes.</summary>
public interface IRunObserver
{
    /// <summary>An experiment begins; <paramref name="expectedSeconds"/> is how long it took last, if it ever ran.</summary>
    IProgress<double> Started(Experiment experiment, double? expectedSeconds);

    /// <summary>The result at hand stands; nothing was computed.</summary>
    void Cached(Experiment experiment, ExperimentResult result);

    /// <summary>An experiment ended well.</summary>
    void Finished(Experiment experiment, ExperimentResult result, double seconds);

    /// <summary>An experiment failed; the run goes on.</summary>
    void Failed(Experiment experiment, Exception error);
}

/// <summary>What a run did.</summary>
/// <param name="Results">Every selected experiment that has a result now, computed or cached.</param>
/// <param name="Failed">Those that threw, with what.</param>
public sealed record RunSummary(IReadOnlyList<ExperimentResult> Results, IReadOnlyList<(string Experiment, Exception Error)> Failed);

/// <summary>Runs what is stale. One experiment's failure is reported and the others go on; an interruption keeps what is finished.</summary>
public sealed class Run(Repository repository, ResultStore store, Staleness staleness, InputStore inputs)
{
    /// <summary>The seed of the snapshots.</summary>
    public const ulong DefaultSeed = 20240721;

    /// <summary>Runs the selection in order.</summary>
    /// <exception cref="OperationCanceledException">Interrupted; finished results are kept.</exception>
    public RunSummary Execute(IReadOnlyList<Experiment> selection, bool force, IRunObserver observer, CancellationToken cancellation)
    {
        var results = new List<ExperimentResult>();
        var failed = new List<(string, Exception)>();
        var checkout = GitCheckout.Of(repository.Root);
        var isSaving = false;
        foreach (var experiment in selection)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!force && staleness.Reasons(experiment).Count == 0 && store.Load(experiment.Id) is { } stored)
            {
                observer.Cached(experiment, stored.Result);
                results.Add(stored.Result);
                continue;
            }

            var progress = observer.Started(experiment, store.LoadProvenance(experiment.Id)?.Seconds);
            try
            {
                var watch = Stopwatch.StartNew();
                var result = experiment.Execute(new ExperimentContext(store.Profile, store.Seed, progress, cancellation, inputs));
                var seconds = Math.Round(watch.Elapsed.TotalSeconds, 3);
                isSaving = true;
                store.Save(result, sum => new Provenance(experiment.Id, sum, checkout.Commit, checkout.Dirty, ThisMachine.Machine, ThisMachine.Libraries(),
                    seconds, ThisMachine.PeakMemoryMiB(), staleness.Current(experiment)));
                observer.Finished(experiment, result, seconds);
                results.Add(result);
                isSaving = false;
            }
            catch (Exception error) when (Unwrap(error) is not OperationCanceledException)
            {
                observer.Failed(experiment, Unwrap(error));
                failed.Add((experiment.Id, Unwrap(error)));
                if (isSaving)
                {
                    break; // Where one result cannot be kept, none can; what went before is still told.
                }
            }
            catch (AggregateException error) when (Unwrap(error) is OperationCanceledException)
            {
                throw new OperationCanceledException(cancellation);
            }
        }

        return new RunSummary(results, failed);
    }

    // A parallel loop wraps what its body threw.
    private static Exception Unwrap(Exception error) => error is AggregateException { InnerExceptions: [var inner, ..] } ? Unwrap(inner) : error;
}
