using System.Diagnostics;
using System.Text;

namespace Gmlm.Reproduce.Harness;

/// <summary>A program on the search path.</summary>
public sealed class Executable(string file)
{
    /// <summary>What a program on the PATH says, or null when it is not there or fails.</summary>
    public static string? TryRun(string folder, string program, params IEnumerable<string> arguments)
    {
        var found = Find(program, Environment.GetEnvironmentVariable("PATH") ?? "");
        return found?.Run(folder, CancellationToken.None, arguments) is (0, var said) ? said : null;
    }

    /// <summary>Finds a program in the folders of <paramref name="searchPath"/>; null when none has it.</summary>
    public static Executable? Find(string name, string searchPath)
    {
        string[] names = OperatingSystem.IsWindows() ? [name + ".exe", name + ".cmd"] : [name];
        return searchPath.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => names.Select(candidate => Path.Combine(folder, candidate)))
            .Where(File.Exists)
            .Select(found => new Executable(found))
            .FirstOrDefault();
    }

    /// <summary>Runs it to its end; when cancelled, ends it with its children.</summary>
    /// <returns>The exit code and all it said, standard output and error together.</returns>
    public (int Code, string Said) Run(string folder, CancellationToken cancellation, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment["LC_ALL"] = "C"; // What programs say is read here, so it must be in one language.
        var said = new StringBuilder();
        using var process = new Process { StartInfo = start };
        process.OutputDataReceived += Hear;
        process.ErrorDataReceived += Hear;
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using (cancellation.Register(() => process.Kill(entireProcessTree: true)))
            process.WaitForExit();
        cancellation.ThrowIfCancellationRequested();
        return (process.ExitCode, said.ToString());

        void Hear(object sender, DataReceivedEventArgs line)
        {
            if (line.Data is null)
                return;
            lock (said)
                said.Append(line.Data).Append('\n');
        }
    }
}
