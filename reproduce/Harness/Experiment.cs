namespace Gmlm.Reproduce.Harness;

/// <summary>
/// A recipe: it computes and returns plain data; it never draws, prints or writes a file. Adding one is adding one file: the
/// registry finds every concrete subclass with a parameterless constructor.
/// </summary>
public abstract class Experiment
{
    /// <summary>Stable name, lower case with dashes.</summary>
    public abstract string Id { get; }

    /// <summary>A few words.</summary>
    public abstract string Title { get; }

    /// <summary>The claims this experiment decides.</summary>
    public abstract IReadOnlyList<Claim> Claims { get; }

    /// <summary>The resolved parameters of a profile, as text: they are part of the fingerprint and printed under figures.</summary>
    public virtual IReadOnlyDictionary<string, string> Parameters(Profile profile) => new Dictionary<string, string>();

    /// <summary>The data and checkpoints it reads where they are there. Their sums are part of the fingerprint; claims that need a missing one are skipped.</summary>
    public virtual IReadOnlyList<Input> Inputs(Profile profile) => [];

    /// <summary>Computes. Deterministic for a given context.</summary>
    public abstract ExperimentResult Execute(ExperimentContext context);

    /// <summary>The result of this experiment, with one verdict per claim and everything in reading order.</summary>
    protected ExperimentResult Result(
        ExperimentContext context,
        IEnumerable<ClaimVerdict> verdicts,
        IEnumerable<Metric> metrics,
        IEnumerable<Table>? tables = null,
        IEnumerable<Series>? series = null) => new(
        Id,
        context.Profile.Name(),
        context.Seed,
        Parameters(context.Profile),
        [.. verdicts],
        [.. metrics],
        [.. series ?? []],
        [.. tables ?? []]);
}
