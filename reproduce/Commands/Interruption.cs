using System.Runtime.InteropServices;
using Gmlm.Reproduce.Harness;

namespace Gmlm.Reproduce.Commands;

/// <summary>
/// How every verb ends on SIGINT (Ctrl-C) and SIGTERM. First the token is cancelled: a verb that looks at it stops between two network
/// evaluations, steps or experiments, with what is finished written. A verb that has not stopped after <see cref="Grace"/>, or gets a
/// second signal, is left where it is. Either way the process ends without the destructors of native libraries, since those of libtorch
/// crash while another thread computes.
/// </summary>
internal sealed class Interruption
{
    // Two seconds in all, with what is said at the end and on a busy machine.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan Saying = TimeSpan.FromSeconds(0.2);

    private readonly CancellationTokenSource _source = new();
    private readonly ManualResetEventSlim _stopped = new();
    private readonly PosixSignalRegistration[] _registrations; // Kept from the garbage collector, which would end them.
    private readonly string _kept;
    private int _exitCode;
    private int _left;

    /// <summary>Watches for the signals from now on, for as long as this object is used.</summary>
    /// <param name="kept">What is true of the verb's work then, and how to go on.</param>
    public Interruption(string kept)
    {
        _kept = kept;
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Signalled(context, ExitCode.Interrupted)),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Signalled(context, ExitCode.Terminated)),
        ];
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Whether a signal has come.</summary>
    public bool HasCome => Volatile.Read(ref _exitCode) != 0;

    /// <summary>
    /// Says that the verb has stopped. After a signal this ends the process, except where all was done before the signal could stop it.
    /// </summary>
    /// <returns>The verb's own exit code.</returns>
    public int Stopped(int exitCode)
    {
        _stopped.Set();
        if (HasCome && exitCode != ExitCode.Success)
        {
            Leave();
        }

        return exitCode;
    }

    private void Signalled(PosixSignalContext context, int exitCode)
    {
        context.Cancel = true; // The runtime's own way to end would run the destructors.
        if (Interlocked.CompareExchange(ref _exitCode, exitCode, 0) != 0)
        {
            Leave();
        }

        new Thread(LeaveAfterGrace) { IsBackground = true }.Start();
        _source.Cancel();
    }

    private void LeaveAfterGrace()
    {
        if (!_stopped.Wait(Grace))
        {
            Leave();
        }
    }

    private void Leave()
    {
        if (Interlocked.Exchange(ref _left, 1) != 0)
        {
            Thread.Sleep(Timeout.Infinite); // Another thread ends the process already, and this one must not go on.
        }

        // On a thread of its own: a pipe that nobody reads, or a lock held by a thread that hangs, must not keep the process.
        var say = new Thread(Say) { IsBackground = true };
        say.Start();
        say.Join(Saying);
        ProcessEnd.Now(_exitCode);
    }

    private void Say()
    {
        if (Terminal.IsLive)
        {
            Console.Out.Write("\u001b[?25h"); // A progress bar hides the cursor.
        }

        Console.Error.WriteLine($"{(_exitCode == ExitCode.Terminated ? "terminated" : "interrupted")}; {_kept}");
    }
}
