using System.Diagnostics;

namespace Gmlm.Reproduce.Tests.Commands;

/// <summary>The real command line in a process of its own, standing in a checkout made for the test.</summary>
internal sealed class Cli : IDisposable
{
    public Cli() => File.WriteAllText(Path.Combine(Root, "Reproduce.sln"), "");

    public string Root { get; } = Directory.CreateTempSubdirectory("checkout").FullName;

    public string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

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
