using System.Diagnostics;
using System.Text;

namespace Gmlm.Reproduce.Harness;

/// <summary>A program on the search path.</summary>
public sealed class Executable(string file)
{
    /// <summary>The output of a program on the PATH; null if it is not installed or fails.</summary>
    public static string? TryRun(string folder, string program, params IEnumerable<string> arguments)
    {
        var found = Find(program, Environment.GetEnvironmentVariable("PATH") ?? "");
        return found?.Run(folder, CancellationToken.None, arguments) is (0, var output) ? output : null;
    }

    /// <summary>Finds a program in the folders of <paramref name="searchPath"/>; null if no folder has it.</summary>
    public static Executable? Find(string name, string searchPath)
    {
        string[] names = OperatingSystem.IsWindows() ? [name + ".exe", name + ".cmd"] : [name];
        return searchPath.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => names.Select(candidate => Path.Combine(folder, candidate)))
            .Where(File.Exists)
            .Select(found => new Executable(found))
            .FirstOrDefault();
    }

    /// <summary>Runs the program to its end. A cancellation ends it together with its children.</summary>
    /// <returns>The exit code and the text of standard output and error together.</returns>
    public (int Code, string Output) Run(string folder, CancellationToken cancellation, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment["LC_ALL"] = "C"; // The output is searched for English words.
        var output = new StringBuilder();
        using var process = new Process { StartInfo = start };
        process.OutputDataReceived += Collect;
        process.ErrorDataReceived += Collect;
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using (cancellation.Register(() => process.Kill(entireProcessTree: true)))
            process.WaitForExit();
        cancellation.ThrowIfCancellationRequested();
        return (process.ExitCode, output.ToString());

        void Collect(object sender, DataReceivedEventArgs line)
        {
            if (line.Data is null)
                return;
            lock (output)
                output.Append(line.Data).Append('\n');
        }
    }
}
