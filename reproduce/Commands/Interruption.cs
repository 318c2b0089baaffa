using System.Runtime.InteropServices;
using Gmlm.Reproduce.Commands.Streams;

namespace Gmlm.Reproduce.Commands;

/// <summary>
/// Ends a verb on SIGINT (Ctrl-C) and SIGTERM. The first signal cancels the token. A verb that observes the token stops between two network
/// evaluations, steps or experiments, and has written its finished work. If the verb has not stopped after <see cref="Grace"/>, or a
/// second signal arrives, it is abandoned. In each case the process ends without running the destructors of native libraries, since those
/// of libtorch crash while another thread computes.
/// </summary>
internal sealed class Interruption
{
    // Chosen so that the process ends within two seconds on a busy machine, including the last message.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan Saying = TimeSpan.FromSeconds(0.2);

    private readonly CancellationTokenSource _source = new();
    private readonly ManualResetEventSlim _stopped = new();
    // The field keeps the registrations alive: garbage collection would cancel them.
    private readonly PosixSignalRegistration[] _registrations;
    private readonly string _kept;
    private int _exitCode;
    private int _left;

    /// <summary>Handles the signals as long as this object is in use.</summary>
    /// <param name="kept">The second half of the last message: what was kept of the verb's work, and how to resume it.</param>
    public Interruption(string kept)
    {
        _kept = kept;
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Signalled(context, ExitCode.Interrupted)),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Signalled(context, ExitCode.Terminated)),
        ];
    }

    /// <summary>The token that the first signal cancels.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Whether a signal has arrived.</summary>
    public bool HasCome => Volatile.Read(ref _exitCode) != 0;

    /// <summary>
    /// Records that the verb has returned. After a signal the process ends here, unless the verb had finished all its work.
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
        context.Cancel = true; // The runtime's default handling would run the destructors.
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
            Thread.Sleep(Timeout.Infinite); // Another thread is already ending the process, so this thread waits for that.
        }

        // The message is written on a thread of its own, since a pipe that nobody reads, or a lock held by a hanging thread, would block
        // the end.
        var say = new Thread(Say) { IsBackground = true };
        say.Start();
        say.Join(Saying);
        ProcessEnd.Now(_exitCode);
    }

    private void Say()
    {
        if (Terminal.IsLive)
        {
            Console.Out.Write("\u001b[?25h"); // Shows the cursor, which a progress bar hides.
        }

        Console.Error.WriteLine($"{(_exitCode == ExitCode.Terminated ? "terminated" : "interrupted")}; {_kept}");
    }
}
