using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Gmlm.Attack;

/// <summary>How a process of the product ended.</summary>
/// <param name="ExitCode">The exit code; 128 plus the signal's number if a signal ended the process.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
internal sealed record ProductEnd(int ExitCode, string Output, string Error)
{
    /// <summary>The non-empty lines of standard error.</summary>
    public string[] Complaints => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The exit code and the beginning of the first error line, for messages.</summary>
    public string Words => $"exit {ExitCode}{(Complaints is [var first, ..] ? $", “{first[..Math.Min(first.Length, 300)]}”" : "")}";
}

/// <summary>The product's command line in a separate process, run in a temporary checkout.</summary>
internal sealed class ProductProcess : IDisposable
{
    // A limit for a process that hangs; no attempt takes a tenth of it.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    // The time to wait for the output to close. A program that the process left behind may hold it open.
    private static readonly TimeSpan Draining = TimeSpan.FromSeconds(5);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();
    private readonly Task _reading;

    private ProductProcess(ProcessStartInfo start, string input)
    {
        _process = Process.Start(start)!;
        _reading = Task.WhenAll(Read(_process.StandardOutput, _output), Read(_process.StandardError, _error));
        _ = Task.Run(() => Write(_process.StandardInput, input));
    }

    /// <summary>Whether the process is running.</summary>
    public bool IsRunning => !_process.HasExited;

    /// <summary>Starts a process.</summary>
    /// <param name="checkout">The working folder.</param>
    /// <param name="arguments">A verb with its options.</param>
    /// <param name="input">The standard input.</param>
    /// <param name="environment">Additional environment variables; null removes one.</param>
    /// <param name="shell">Shell commands that precede the program; the last one must run what follows it, for example <c>exec</c>.</param>
    public static ProductProcess Start(
        TemporaryCheckout checkout,
        IEnumerable<string> arguments,
        string input = "",
        IReadOnlyDictionary<string, string?>? environment = null,
        string? shell = null)
    {
        string[] command = ["dotnet", Path.Combine(AppContext.BaseDirectory, "Gmlm.Reproduce.dll"), .. arguments];
        string[] whole = shell is null ? command : ["sh", "-c", $"{shell} \"$@\"", "sh", .. command];
        var start = new ProcessStartInfo(whole[0], whole[1..])
        {
            WorkingDirectory = checkout.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment.Remove("CI");
        start.Environment["TMPDIR"] = checkout.Temporary;
        start.Environment["GMLM_CACHE"] = Path.Combine(checkout.Temporary, "no-corpora");
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            start.Environment[name] = value;
        }

        return new ProductProcess(start, input);
    }

    /// <summary>Starts a process and waits for its end.</summary>
    public static ProductEnd Run(
        TemporaryCheckout checkout,
        IEnumerable<string> arguments,
        CancellationToken cancellation,
        string input = "",
        IReadOnlyDictionary<string, string?>? environment = null,
        string? shell = null)
    {
        using var process = Start(checkout, arguments, input, environment, shell);
        return process.End(cancellation);
    }

    /// <summary>Sends a signal if the process is still running.</summary>
    public void Send(Signal signal)
    {
        if (IsRunning && Kill(_process.Id, (int)signal) != 0 && IsRunning)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
    }

    /// <summary>Waits for the end, up to a time limit; false if the limit is reached.</summary>
    public bool Ends(TimeSpan time) => _process.WaitForExit(time);

    /// <summary>Waits for the end.</summary>
    /// <exception cref="TimeoutException">The process did not end within ten minutes and was killed.</exception>
    /// <exception cref="OperationCanceledException">The wait was interrupted, and the process was killed.</exception>
    public ProductEnd End(CancellationToken cancellation)
    {
        using (cancellation.Register(() => _process.Kill(entireProcessTree: true)))
        {
            if (!_process.WaitForExit(Longest))
            {
                _process.Kill(entireProcessTree: true);
                throw new TimeoutException($"no end in {Longest.TotalMinutes:F0} minutes of {string.Join(' ', _process.StartInfo.ArgumentList)}");
            }
        }

        cancellation.ThrowIfCancellationRequested();
        _reading.Wait(Draining, cancellation);
        return new ProductEnd(_process.ExitCode, Said(_output), Said(_error));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (IsRunning)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Kill(int process, int signal);

    private static async Task Read(StreamReader from, StringBuilder to)
    {
        var buffer = new char[4096];
        while (await from.ReadAsync(buffer) is > 0 and var count)
        {
            lock (to)
            {
                to.Append(buffer, 0, count);
            }
        }
    }

    private static void Write(StreamWriter to, string input)
    {
        try
        {
            to.Write(input);
            to.Close();
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            // The process has ended without reading all of its input.
        }
    }

    private static string Said(StringBuilder text)
    {
        lock (text)
        {
            return text.ToString();
        }
    }
}

/// <summary>Signals, with their POSIX numbers.</summary>
internal enum Signal
{
    /// <summary>SIGINT, as sent by Ctrl-C.</summary>
    Interrupt = 2,

    /// <summary>SIGKILL, which ends a process at once and cannot be handled.</summary>
    Kill = 9,

    /// <summary>SIGTERM, which a process can handle.</summary>
    Terminate = 15,
}
