using Gmlm.Theory.Random;

namespace Gmlm.Theory.Statements;

/// <summary>How much work a check may do.</summary>
public enum Effort
{
    /// <summary>A second or so, for tests and CI.</summary>
    Smoke,

    /// <summary>What the report stands on.</summary>
    Standard,

    /// <summary>As much as is sensible.</summary>
    Full,
}

/// <summary>What a check may depend on, and where it says how far it is.</summary>
public sealed record StatementScope(Effort Effort, ulong Seed, IProgress<double>? Progress = null, CancellationToken Cancellation = default)
{
    /// <summary>Picks by effort.</summary>
    public T Pick<T>(T smoke, T standard, T full) => Effort switch
    {
        Effort.Smoke => smoke,
        Effort.Standard => standard,
        _ => full,
    };

    /// <summary>A stream named by what it is for; the same name gives the same numbers.</summary>
    public RandomStream Stream(string label) => RandomStream.Fork(Seed, label);

    /// <summary>Says how far the check is, from 0 to 1, and stops it when asked to.</summary>
    public void Report(double fraction)
    {
        Cancellation.ThrowIfCancellationRequested();
        Progress?.Report(fraction);
    }
}
