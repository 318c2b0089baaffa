using System.Diagnostics;
using System.Globalization;
using Gmlm.Attack.MadeUp;
using Gmlm.Reproduce.Harness;

namespace Gmlm.Attack.Inputs.Guided;

/// <summary>
/// Gives one reader inputs that coverage guides, in a process of its own: what ends that process is a fault too, and ends the series.
/// </summary>
/// <param name="root">The checkout.</param>
/// <param name="program">What <see cref="InstrumentedProgram"/> made.</param>
/// <param name="folder">Gets a folder for each reader, with the first input of each kind of fault.</param>
internal sealed class GuidedTrial(string root, string program, string folder)
{
    // An input that allocates more has failed long before; the machine is to stay usable.
    private const string ManagedHeapLimit = "0x80000000";

    private const string OutcomeFile = "outcome.json";

    /// <summary>What a reader is called in the table where coverage guides its inputs.</summary>
    public static string NameOf(string reader) => $"{reader}, guided by coverage";

    /// <summary>Where the inputs with faults of a reader are.</summary>
    public string FolderOf(string reader) =>
        Path.Combine(folder, string.Concat(reader.Select(letter => char.IsLetter(letter) ? letter : '-')));

    /// <summary>Tries <paramref name="count"/> inputs.</summary>
    /// <exception cref="OperationCanceledException">Interrupted.</exception>
    /// <exception cref="InvalidOperationException">The process ended before the first input.</exception>
    public ReaderOutcome Run(string reader, int count, CancellationToken cancellation)
    {
        var own = FolderOf(reader);
        if (Directory.Exists(own))
        {
            Directory.Delete(own, recursive: true);
        }

        Directory.CreateDirectory(own);
        string[] arguments = [program, "--guided", reader, own, "--sample", count.ToString(CultureInfo.InvariantCulture)];
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_GCHeapHardLimit"] = ManagedHeapLimit;

        // Code that is compiled anew in the background may initialise its classes at another input than in the last run.
        start.Environment["DOTNET_TieredCompilation"] = "0";
        start.Environment.TryAdd("OMP_WAIT_POLICY", "PASSIVE");
        using var process = Process.Start(start)!;
        using var registration = cancellation.Register(() => process.Kill(entireProcessTree: true));
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        process.WaitForExit();
        cancellation.ThrowIfCancellationRequested();
        return process.ExitCode switch
        {
            ExitCode.Success => LineJson.Read<ReaderOutcome>(File.ReadAllText(Path.Combine(own, OutcomeFile))),
            ExitCode.Interrupted or ExitCode.Terminated => throw new OperationCanceledException(),
            var code => Crash(reader, own, code, error.Result + output.Result),
        };
    }

    /// <summary>Tries the inputs in this process, which is an instrumented one, and writes the outcome.</summary>
    /// <param name="map">What the inputs reach. The caller makes it, before any code of the product runs.</param>
    /// <param name="reader">The reader's name.</param>
    /// <param name="folder">For the outcome and the inputs with faults.</param>
    /// <param name="count">How many.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="OperationCanceledException">Interrupted.</exception>
    public static void RunHere(CoverageMap map, string reader, string folder, int count, CancellationToken cancellation)
    {
        var chosen = PlantedReaders.All.FirstOrDefault(planted => planted.Name == reader)
            ?? new Readers(Repository.Find(null).Root).All().Single(other => other.Name == reader);
        chosen = chosen with { Name = NameOf(reader) };
        var inputs = new GuidedInputs(chosen, map);
        using var atHand = new InputAtHand(folder);
        var faults = new HashSet<string>();
        var source = new InputSource(Threads: 1, Next, Done);
        var outcome = new ReaderTrial(chosen, Path.Combine(folder, "files")).Run(count, source, cancellation);
        var reached = new ReachedCode(inputs.Kept, map.Edges);
        AtomicFile.Write(Path.Combine(folder, OutcomeFile), LineJson.Write(outcome with { Coverage = reached }));

        byte[] Next(int number)
        {
            var input = inputs.Next(number);
            atHand.Set(number, input);
            return input;
        }

        void Done(int number, byte[] input, Attempt attempt)
        {
            inputs.Done(number, input, attempt);
            if (attempt.Fault is { } fault && faults.Add(fault))
            {
                File.WriteAllBytes(Path.Combine(folder, $"fault-{number}"), input);
            }
        }
    }

    // What the inputs before it did is not known: the process took that with it.
    private static ReaderOutcome Crash(string reader, string folder, int code, string said)
    {
        var first = said.Split('\n', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? "";
        var (number, input) = InputAtHand.In(folder)
            ?? throw new InvalidOperationException($"the process for {reader} ended with {code} before its first input: {first}");
        File.WriteAllBytes(Path.Combine(folder, $"fault-{number}"), input);
        var faults = new Dictionary<string, FaultCount> { [$"ends the process with {code}:"] = new(number, 1, first) };
        return new ReaderOutcome(NameOf(reader), 1, 0, faults, 0, 0);
    }
}
