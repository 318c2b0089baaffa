using System.Diagnostics;
using Gmlm.Padir.Corpora;
using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Harness.Cache;

namespace Gmlm.Attack.MadeUp;

/// <summary>The real command line in a process of its own, standing in a checkout made for one test or one attack.</summary>
internal sealed class Cli : IDisposable
{
    public Cli() => File.WriteAllText(Path.Combine(Root, "Reproduce.sln"), "");

    public string Root { get; } = Directory.CreateTempSubdirectory("checkout").FullName;

    public string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>Makes the folder a git checkout with nothing to commit: an acceptance is recorded with its commit.</summary>
    public Cli Commit()
    {
        foreach (var arguments in new[] { "init -q", "add -A", "-c user.name=test -c user.email=test@example.org commit -q --allow-empty -m state" })
        {
            if (Executable.TryRun(Root, "git", arguments.Split(' ')) is null)
            {
                throw new InvalidOperationException($"git {arguments} failed in {Root}");
            }
        }

        return this;
    }

    /// <summary>
    /// Puts a made-up result in place of those of some experiments, or of all where none is named, fresh as this program sees it in this
    /// checkout, where there are no data and no models.
    /// </summary>
    public void Make(params string[] ids)
    {
        var store = new ResultStore(PathOf("reports", "build"), Profile.Smoke, Gmlm.Reproduce.Harness.Run.DefaultSeed);
        using var code = CodeFingerprint.OfThisProgram();
        var staleness = new Staleness(store, code, new InputStore(PathOf("padir", "checkpoints"), new CorpusStore(new CorpusPlaces(NoCorpora.Value!, null))));
        foreach (var experiment in Registry.Discover().Select(ids))
        {
            var result = StubExperiment.Result(experiment.Id, 1) with
            {
                Verdicts = [.. experiment.Claims.Select(claim => StubExperiment.Says(claim.Id, Verdict.Holds))],
            };
            store.Save(result, sum => new Provenance(
                experiment.Id, sum, new string('a', 40), Dirty: false, ThisMachine.Machine, [], 1, 1, staleness.Current(experiment)));
        }
    }

    /// <summary>The environment that names an empty cache of corpora.</summary>
    public (string Name, string? Value) NoCorpora => (CorpusPlaces.CacheVariable, PathOf("no-corpora"));

    /// <summary>Puts another result, or another origin of it, in place of a stored one, as one who forges results would.</summary>
    public void Forge(string id, Func<ExperimentResult, ExperimentResult> result, Func<Provenance, Provenance>? provenance = null)
    {
        var store = new ResultStore(PathOf("reports", "build"), Profile.Smoke, Gmlm.Reproduce.Harness.Run.DefaultSeed);
        var (was, origin) = store.Load(id)!.Value;
        store.Save(result(was), sum => (provenance ?? (same => same))(origin with { ResultSha256 = sum }));
    }

    /// <summary>Runs to the end.</summary>
    public (int ExitCode, string Output, string Error) Run(string arguments, params (string Name, string? Value)[] environment) => Run(arguments, "", environment);

    /// <summary>Runs to the end, with a standard input.</summary>
    public (int ExitCode, string Output, string Error) Run(string arguments, string input, params (string Name, string? Value)[] environment)
    {
        using var process = Start(arguments, environment);
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }

    /// <summary>Starts and returns at once.</summary>
    public Process Start(string arguments, params (string Name, string? Value)[] environment)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet",
            $"\"{Path.Combine(AppContext.BaseDirectory, "Gmlm.Reproduce.dll")}\" {arguments}")
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment.Remove("CI");
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
