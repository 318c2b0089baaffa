namespace Gmlm.Reproduce.Harness;

/// <summary>
/// An experiment computes plain data; it never draws, prints or writes a file. A new experiment is one new file, since the registry finds
/// every concrete subclass with a parameterless constructor.
/// </summary>
public abstract class Experiment
{
    /// <summary>Stable name, lower case with dashes.</summary>
    public abstract string Id { get; }

    /// <summary>The title, a few words.</summary>
    public abstract string Title { get; }

    /// <summary>The claims this experiment decides.</summary>
    public abstract IReadOnlyList<Claim> Claims { get; }

    /// <summary>
    /// The file of this experiment, from the root of the repository: folders are namespaces, and a file has its class's name.
    /// </summary>
    public virtual string SourceFile => FileOf(GetType());

    /// <summary>The resolved parameters of a profile, as text. They are part of the fingerprint and are printed under figures.</summary>
    public virtual IReadOnlyDictionary<string, string> Parameters(Profile profile) => new Dictionary<string, string>();

    /// <summary>
    /// The corpora and checkpoints that are read. Their checksums are part of the fingerprint; claims that need a
    /// missing input are skipped.
    /// </summary>
    public virtual IReadOnlyList<Input> Inputs(Profile profile) => [];

    /// <summary>Computes the result, which is the same for equal contexts.</summary>
    public abstract ExperimentResult Execute(ExperimentContext context);

    /// <summary>The file of a class of this program, from the root of the repository.</summary>
    protected static string FileOf(Type type) => string.Join('/', ["reproduce", .. type.Namespace!.Split('.').Skip(2), type.Name]) + ".cs";

    /// <summary>The result of this experiment, with one verdict per claim, in reading order.</summary>
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
