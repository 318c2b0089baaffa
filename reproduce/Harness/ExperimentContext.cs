using Gmlm.Theory.Random;

namespace Gmlm.Reproduce.Harness;

/// <summary>What an experiment may depend on, and where it says how far it is.</summary>
/// <param name="Profile">How much to do.</param>
/// <param name="Seed">The seed of the run.</param>
/// <param name="Progress">Takes the fraction done, 0 to 1; may be called from any thread.</param>
/// <param name="Cancellation">Set when the person interrupts.</param>
/// <param name="Inputs">Data and checkpoints; for an experiment that names some.</param>
public sealed record ExperimentContext(Profile Profile, ulong Seed, IProgress<double> Progress, CancellationToken Cancellation, InputStore Inputs)
{
    /// <summary>Picks by profile.</summary>
    public T Pick<T>(T smoke, T standard, T full) => Profile switch
    {
        Profile.Smoke => smoke,
        Profile.Standard => standard,
        _ => full,
    };

    /// <summary>A stream named by what it is for; the same name gives the same numbers.</summary>
    public RandomStream Stream(string label) => RandomStream.Fork(Seed, label);

    /// <summary>One of a numbered family of streams, for example <c>figure-1/k2</c> and the number of the repetition.</summary>
    public RandomStream Stream(string label, long index) => RandomStream.Fork(Seed, label, index);

    /// <summary>Says how far the experiment is and stops it when asked to.</summary>
    public void Report(double fraction)
    {
        Cancellation.ThrowIfCancellationRequested();
        Progress.Report(fraction);
    }
}
