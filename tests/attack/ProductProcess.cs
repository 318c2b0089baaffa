using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Gmlm.Attack;

/// <summary>How a process of the product ended.</summary>
/// <param name="ExitCode">128 and the signal's number where a signal ended it.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
internal sealed record ProductEnd(int ExitCode, string Output, string Error)
{
    /// <summary>The lines of standard error that are not empty.</summary>
    public string[] Complaints => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Exit code and beginning of the complaint, to be read.</summary>
    public string Words => $"exit {ExitCode}{(Complaints is [var first, ..] ? $", “{first[..Math.Min(first.Length, 300)]}”" : "")}";
}

/// <summary>The command line of the product in a process of its own, standing in a temporary checkout.</summary>
internal sealed class ProductProcess : IDisposable
{
    // No attempt takes a tenth of this: what is still there then hangs.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    // After its end, a program that it has left behind may hold its output open.
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

    /// <summary>Whether it still runs.</summary>
    public bool IsRunning => !_process.HasExited;

    /// <summary>Starts it.</summary>
    /// <param name="checkout">Where it stands.</param>
    /// <param name="arguments">A verb with its options.</param>
    /// <param name="input">Standard input.</param>
    /// <param name="environment">More variables; null removes one.</param>
    /// <param name="shell">Shell commands before it, which end with one that runs what follows, for example <c>exec</c>.</param>
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

    /// <summary>Starts it and waits for its end.</summary>
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

    /// <summary>Sends a signal, unless it has ended.</summary>
    public void Send(Signal signal)
    {
        if (IsRunning && Kill(_process.Id, (int)signal) != 0 && IsRunning)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
    }

    /// <summary>Waits for the end, at most for a time.</summary>
    public bool Ends(TimeSpan time) => _process.WaitForExit(time);

    /// <summary>Waits for the end.</summary>
    /// <exception cref="TimeoutException">There is none in ten minutes; the process is killed.</exception>
    /// <exception cref="OperationCanceledException">Interrupted; the process is killed.</exception>
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
            // It has ended without reading all.
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

/// <summary>Signals by their numbers in POSIX.</summary>
internal enum Signal
{
    /// <summary>Ctrl-C.</summary>
    Interrupt = 2,

    /// <summary>The end at once, of which a process learns nothing.</summary>
    Kill = 9,

    /// <summary>The polite end.</summary>
    Terminate = 15,
}
