using System.Diagnostics;
using System.Globalization;
using Gmlm.Padir.Corpora;
using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Harness.Cache;

namespace Gmlm.Attack.MadeUp;

/// <summary>The real command line in a separate process, run in a checkout made for one test or one attack.</summary>
internal sealed class Cli : IDisposable
{
    // A limit for a process that hangs; no process of the tests needs a tenth of it.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    private const ulong InterruptBit = 2; // SIGINT is the second signal.

    public Cli() => File.WriteAllText(Path.Combine(Root, "Reproduce.sln"), "");

    public string Root { get; } = Directory.CreateTempSubdirectory("checkout").FullName;

    /// <summary>
    /// Whether this process, and so every process it starts, ignores SIGINT. A shell starts its background processes in this way.
    /// </summary>
    public static bool IsInterruptIgnored => File.Exists("/proc/self/status")
        && File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith("SigIgn:", StringComparison.Ordinal)) is { } ignored
        && (ulong.Parse(ignored["SigIgn:".Length..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & InterruptBit) != 0;

    private static string Program => Path.Combine(AppContext.BaseDirectory, "Gmlm.Reproduce.dll");

    private static string Dotnet =>
        Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";

    public string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>Makes the folder a git checkout with everything committed, since an acceptance records its commit.</summary>
    public Cli Commit()
    {
        TemporaryCheckout.Commit(Root);
        return this;
    }

    /// <summary>
    /// Writes a made-up result for the given experiments, or for all if none is given. The results are fresh for this program in this
    /// checkout, which has no data and no models.
    /// </summary>
    public void Make(params string[] ids)
    {
        var store = new ResultStore(PathOf("reports", "build"), Profile.Smoke, Gmlm.Reproduce.Harness.Cache.Run.DefaultSeed);
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

    /// <summary>The environment variable that names an empty cache of corpora.</summary>
    public (string Name, string? Value) NoCorpora => (CorpusPlaces.CacheVariable, PathOf("no-corpora"));

    /// <summary>Replaces a stored result, or its provenance, as a forger would.</summary>
    public void Forge(string id, Func<ExperimentResult, ExperimentResult> result, Func<Provenance, Provenance>? provenance = null)
    {
        var store = new ResultStore(PathOf("reports", "build"), Profile.Smoke, Gmlm.Reproduce.Harness.Cache.Run.DefaultSeed);
        var (was, origin) = store.Load(id)!.Value;
        store.Save(result(was), sum => (provenance ?? (same => same))(origin with { ResultSha256 = sum }));
    }

    /// <summary>Runs a command to its end.</summary>
    public (int ExitCode, string Output, string Error) Run(string arguments, params (string Name, string? Value)[] environment) =>
        Run(arguments, "", environment);

    /// <summary>Runs a command to its end, with a standard input.</summary>
    public (int ExitCode, string Output, string Error) Run(string arguments, string input, params (string Name, string? Value)[] environment)
    {
        using var process = Start(arguments, environment);
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        return Ended(process);
    }

    /// <summary>Runs a command to its end in a shell, with redirections after the command.</summary>
    public (int ExitCode, string Output, string Error) RunRedirected(string arguments, string redirections)
    {
        using var process = Start("sh", $"-c \"exec '{Dotnet}' '{Program}' {arguments} {redirections}\"", []);
        process.StandardInput.Close();
        return Ended(process);
    }

    /// <summary>Starts a command and returns at once.</summary>
    public Process Start(string arguments, params (string Name, string? Value)[] environment) =>
        Start(Dotnet, $"\"{Program}\" {arguments}", environment);

    /// <summary>The exit code and output of a process, after its end.</summary>
    /// <exception cref="TimeoutException">The process did not end in time and was killed.</exception>
    public static (int ExitCode, string Output, string Error) Ended(Process process)
    {
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(Limit))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"after {Limit} there was no end of {process.StartInfo.Arguments}");
        }

        return (process.ExitCode, output.Result, error.Result);
    }

    /// <summary>Reads lines until one contains <paramref name="text"/>.</summary>
    /// <exception cref="InvalidOperationException">No line contains the text.</exception>
    public static string Await(Process process, string text)
    {
        while (process.StandardOutput.ReadLine() is { } line)
        {
            if (line.Contains(text, StringComparison.Ordinal))
            {
                return line;
            }
        }

        throw new InvalidOperationException($"no line with '{text}'; {process.StandardError.ReadToEnd()}");
    }

    /// <summary>Sends a signal, INT or TERM.</summary>
    public void Signal(Process process, string signal)
    {
        if (Executable.TryRun(Root, "kill", $"-{signal}", $"{process.Id}") is null)
        {
            throw new InvalidOperationException($"kill -{signal} {process.Id} failed");
        }
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private Process Start(string file, string arguments, (string Name, string? Value)[] environment)
    {
        var start = new ProcessStartInfo(file, arguments)
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

        var process = Process.Start(start)!;
        _ = KillLate(process.Id);
        return process;
    }

    // Kills a process that hangs, so that reading its output ends too.
    private static async Task KillLate(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            await process.WaitForExitAsync().WaitAsync(Limit);
        }
        catch (TimeoutException)
        {
            using var process = Process.GetProcessById(id);
            process.Kill(entireProcessTree: true);
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            // The process has already ended.
        }
    }
}
