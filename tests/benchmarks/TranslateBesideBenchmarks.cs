using System.Diagnostics;
using BenchmarkDotNet.Attributes;

namespace Gmlm.Benchmarks;

/// <summary>
/// Two <c>translate</c> processes side by side against one, each with the same 100 sentences: two take at most 2.5 times as long as one,
/// where the machine does nothing else. Begin, loading of the model and reading of the input are in the times.
/// </summary>
[WarmupCount(1)]
[IterationCount(4)]
public class TranslateBesideBenchmarks
{
    private const int Sentences = 100;

    private static readonly string[] Subjects = ["a man", "a young woman in a red coat", "two children", "a dog", "the fisherman"];
    private static readonly string[] Actions = ["rides a bicycle", "is reading a paper", "run through the grass", "jumps over a fence"];
    private static readonly string[] Places = ["in the park .", "on a busy street at night .", ".", "near the river while others watch ."];

    private string _input = "";

    /// <summary>A parallel model, and the autoregressive one that it learned from.</summary>
    [Params("padir-en-de", "ar-en-de")]
    public string Model { get; set; } = "";

    /// <summary>Sentences of different lengths.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var lines = Enumerable.Range(0, Sentences).Select(i =>
            $"{Subjects[i % Subjects.Length]} {Actions[i / Subjects.Length % Actions.Length]} {Places[i / 20 % Places.Length]}\n");
        _input = string.Concat(lines);
    }

    /// <summary>One process alone.</summary>
    [Benchmark(Baseline = true, Description = "translate, one process")]
    [TargetRate(0, "runs")]
    public void One() => Run(1);

    /// <summary>Two at once; a run is both of them.</summary>
    [Benchmark(Description = "translate, two processes side by side")]
    [TargetRate(0, "runs")]
    public void Two() => Run(2);

    private void Run(int processes)
    {
        Process[] started = [.. Enumerable.Range(0, processes).Select(_ => Start())];
        foreach (var process in started)
        {
            process.StandardInput.Write(_input);
            process.StandardInput.Close();
        }

        foreach (var process in started)
        {
            var lines = process.StandardOutput.ReadToEnd().Count(character => character == '\n');
            process.WaitForExit();
            if (process.ExitCode != 0 || lines != Sentences)
            {
                throw new InvalidOperationException(
                    $"translate ended with {process.ExitCode} after {lines} of {Sentences} lines; build the solution first");
            }

            process.Dispose();
        }
    }

    private Process Start()
    {
        var root = Root(AppContext.BaseDirectory);
        string[] arguments =
        [
            Path.Combine(root, "reproduce", "bin", "Release", "net10.0", "Gmlm.Reproduce.dll"),
            "translate",
            "--model",
            Path.Combine(root, "padir", "checkpoints", Model),
        ];
        return Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
    }

    private static string Root(string folder) => File.Exists(Path.Combine(folder, "Reproduce.sln"))
        ? folder
        : Root(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("there is no checkout"));
}
