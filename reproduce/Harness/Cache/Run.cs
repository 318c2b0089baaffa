using System.Diagnostics;

namespace Gmlm.Reproduce.Harness.Cache;

/// <summary>Receives the progress of a run.</summary>
public interface IRunObserver
{
    /// <summary>An experiment begins; <paramref name="expectedSeconds"/> is the duration of its last run, if there was one.</summary>
    IProgress<double> Started(Experiment experiment, double? expectedSeconds);

    /// <summary>The stored result is fresh, and nothing was computed.</summary>
    void Cached(Experiment experiment, ExperimentResult result);

    /// <summary>An experiment succeeded.</summary>
    void Finished(Experiment experiment, ExperimentResult result, double seconds);

    /// <summary>An experiment failed; the run continues.</summary>
    void Failed(Experiment experiment, Exception error);
}

/// <summary>The summary of a run.</summary>
/// <param name="Results">The results of the selected experiments, computed or cached.</param>
/// <param name="Failed">The experiments that failed, with their exceptions.</param>
public sealed record RunSummary(IReadOnlyList<ExperimentResult> Results, IReadOnlyList<(string Experiment, Exception Error)> Failed);

/// <summary>
/// Runs the stale experiments. A failure is reported, and the other experiments are run; an interruption keeps the finished results.
/// </summary>
public sealed class Run(Repository repository, ResultStore store, Staleness staleness, InputStore inputs)
{
    /// <summary>The seed of the snapshots.</summary>
    public const ulong DefaultSeed = 20240721;

    /// <summary>Runs the selected experiments in order.</summary>
    /// <exception cref="OperationCanceledException">The run was interrupted; finished results are kept.</exception>
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
                RequireControls(result);
                var seconds = Math.Round(watch.Elapsed.TotalSeconds, 3);
                isSaving = true;
                store.Save(result, sum => new Provenance(
                    experiment.Id,
                    sum,
                    checkout.Commit,
                    checkout.Dirty,
                    ThisMachine.Machine,
                    ThisMachine.Libraries(),
                    seconds,
                    ThisMachine.PeakMemoryMiB(),
                    staleness.Current(experiment)));
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
                    break; // If one result cannot be saved, no other one can. The summary of the earlier ones is still returned.
                }
            }
            catch (AggregateException error) when (Unwrap(error) is OperationCanceledException)
            {
                throw new OperationCanceledException(cancellation);
            }
        }

        return new RunSummary(results, failed);
    }

    // A part that its control does not break cannot fail, and the result is no evidence.
    private static void RequireControls(ExperimentResult result)
    {
        var lacking = result.Verdicts.SelectMany(verdict => verdict.Uncontrolled.Select(part => $"'{part}' of {verdict.Claim}")).ToArray();
        if (lacking.Length > 0)
        {
            throw new InvalidOperationException(
                $"no control breaks the part{(lacking.Length > 1 ? "s" : "")} {string.Join(", ", lacking)}; add to the control, under the "
                + "same name, a case in which that part is false");
        }
    }

    // A parallel loop wraps the exceptions of its body.
    private static Exception Unwrap(Exception error) =>
        error is AggregateException { InnerExceptions: [var inner, ..] } ? Unwrap(inner) : error;
}
