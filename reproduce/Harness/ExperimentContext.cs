using Gmlm.Theory.Random;

namespace Gmlm.Reproduce.Harness;

/// <summary>All that an experiment may depend on, and the receiver of its progress.</summary>
/// <param name="Profile">The amount of work.</param>
/// <param name="Seed">The seed of the run.</param>
/// <param name="Progress">Receives the fraction done, 0 to 1, from any thread.</param>
/// <param name="Cancellation">Cancelled when the user interrupts.</param>
/// <param name="Inputs">The corpora and checkpoints, for an experiment that names some.</param>
public sealed record ExperimentContext(
    Profile Profile, ulong Seed, IProgress<double> Progress, CancellationToken Cancellation, InputStore Inputs)
{
    /// <summary>The value for the profile.</summary>
    public T Pick<T>(T smoke, T standard, T full) => Profile switch
    {
        Profile.Smoke => smoke,
        Profile.Standard => standard,
        _ => full,
    };

    /// <summary>The random stream with a name; the same name gives the same numbers.</summary>
    public RandomStream Stream(string label) => RandomStream.Fork(Seed, label);

    /// <summary>One of a numbered family of random streams, for example <c>figure-1/k2</c> and the number of the repetition.</summary>
    public RandomStream Stream(string label, long index) => RandomStream.Fork(Seed, label, index);

    /// <summary>Reports the fraction done, and throws if the user has interrupted.</summary>
    public void Report(double fraction)
    {
        Cancellation.ThrowIfCancellationRequested();
        Progress.Report(fraction);
    }
}
