using System.CommandLine;
using Gmlm.Padir.Corpora;
using Gmlm.Reproduce.Harness.Cache;
using Gmlm.Reproduce.Snapshots;

namespace Gmlm.Reproduce.Commands.Options;

/// <summary>The checkout, profile, seed and stores that a verb works with, resolved once from its options.</summary>
internal sealed class Workspace
{
    public Workspace(ParseResult parse)
    {
        Profile = parse.GetValue(CommonOptions.Profile)!.Value;
        Seed = parse.GetValue(CommonOptions.Seed)!.Value;
        Repository = Repository.Find(parse.GetValue(CommonOptions.Out));
        Store = new ResultStore(Repository.Output, Profile, Seed);
        Corpora = CorpusOptions.Store(parse);
        Inputs = InputStore.Of(Repository, Corpora);
        Staleness = new Staleness(Store, CodeFingerprint.OfThisProgram(), Inputs);
        Snapshots = new SnapshotFolder(Repository.Snapshots(Profile), Store.Folder, new WrittenFiles(Repository.Output), Profile);
    }

    // The script in the checkout's root; Windows finds gmlm.cmd there.
    private static string Launcher => OperatingSystem.IsWindows() ? "gmlm" : "./gmlm";

    public Profile Profile { get; }

    public ulong Seed { get; }

    public Repository Repository { get; }

    public Registry Registry { get; } = Registry.Discover();

    public ResultStore Store { get; }

    public CorpusStore Corpora { get; }

    public InputStore Inputs { get; }

    public Staleness Staleness { get; }

    public ISnapshotGate Snapshots { get; }

    public IReadOnlyCollection<string> Registered => [.. Registry.Experiments.Select(experiment => experiment.Id)];

    /// <summary>The command line that runs <paramref name="verb"/> with the same profile.</summary>
    public string Command(string verb) => $"{Launcher} {verb} --profile {Profile.Name()}"
        + (Seed == Run.DefaultSeed ? "" : $" --seed {Seed}");

    /// <summary>Adds the options that the constructor reads.</summary>
    public static T WithOptions<T>(T command) where T : Command
    {
        command.Add(CommonOptions.Profile);
        command.Add(CommonOptions.Seed);
        command.Add(CommonOptions.Out);
        return CorpusOptions.WithOptions(command);
    }

    /// <summary>Fails before any work, with one line, if the output folder cannot be written.</summary>
    public void RequireWritableOutput()
    {
        try
        {
            Repository.ProbeOutput();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw UserError.Missing(
                $"cannot write to the output folder {Repository.Output}; choose another with --out or mend its permissions", error);
        }
    }

    /// <summary>The fresh results of a selection. Missing or stale results are an error that says what to run.</summary>
    public IReadOnlyList<(ExperimentResult Result, Provenance Provenance)> FreshResults(IReadOnlyList<Experiment> selection)
    {
        var stale = selection.Select(experiment => (experiment.Id, Reasons: Staleness.Reasons(experiment)))
            .Where(entry => entry.Reasons.Count > 0)
            .ToArray();
        if (stale.Length > 0)
        {
            var named = string.Join(", ", stale.Take(3).Select(entry => $"{entry.Id} ({entry.Reasons[0]})"));
            throw UserError.Missing(
                $"{stale.Length} of {selection.Count} results are missing or stale: {named}{(stale.Length > 3 ? ", …" : "")}; first run "
                + $"`{Command("run")}`");
        }

        return [.. selection.Select(experiment => Store.Load(experiment.Id)!.Value)];
    }
}
