using Gmlm.Padir.Corpora;
using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Harness.Cache;

namespace Gmlm.Reproduce.Tests.Commands;

/// <summary>
/// Writes made-up results into a checkout. They are fresh for the program there, as if it had computed them, so that a verb can be tested
/// in a second.
/// </summary>
internal sealed class MadeUpResults : IDisposable
{
    private readonly ResultStore _store;
    private readonly CodeFingerprint _code = CodeFingerprint.OfThisProgram();
    private readonly Staleness _staleness;

    public MadeUpResults(Cli cli)
    {
        _store = new ResultStore(cli.PathOf("reports", "build"), Profile.Smoke, Run.DefaultSeed);
        var corpora = new CorpusStore(new CorpusPlaces(cli.PathOf("cache"), null));
        _staleness = new Staleness(_store, _code, new InputStore(cli.PathOf("padir", "checkpoints"), corpora));
    }

    public Registry Registry { get; } = Registry.Discover();

    /// <summary>Saves a result with one claim and without metrics; <paramref name="change"/> may make it stale.</summary>
    public void Save(string id, Verdict verdict, string reason, Action<Dependencies>? change = null)
    {
        var experiment = Registry.Experiments.Single(experiment => experiment.Id == id);
        var (profile, parameters) = (Profile.Smoke.Name(), experiment.Parameters(Profile.Smoke));
        ClaimVerdict[] verdicts = [new(id, verdict, reason, null, null)];
        var dependencies = _staleness.Current(experiment);
        change?.Invoke(dependencies);
        _store.Save(
            new ExperimentResult(id, profile, Run.DefaultSeed, parameters, verdicts, [], [], []),
            sum => new Provenance(id, sum, "made-up", false, ThisMachine.Machine, [], 1, 1, dependencies));
    }

    public void Dispose() => _code.Dispose();
}
