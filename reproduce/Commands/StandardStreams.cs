using System.Runtime.InteropServices;
using Gmlm.Reproduce.Harness;

namespace Gmlm.Reproduce.Commands;

/// <summary>
/// Standard input, output and error as they may really be: closed, full, or read by a program that has ended. The number of a stream that
/// was closed before the start is given to the next file that the runtime opens, which would then be read or written in place of the
/// stream. Such a file is closed on exec, an inherited stream is not, and so the two are told apart.
/// </summary>
internal static class StandardStreams
{
    private const int Input = 0;
    private const int Output = 1;
    private const int Error = 2;
    private const int GetDescriptorFlags = 1; // F_GETFD
    private const int CloseOnExec = 1; // FD_CLOEXEC

    // EPIPE of Linux and macOS; broken pipe and closing pipe of Windows.
    private static readonly int[] ReaderGone = [32, unchecked((int)0x8007006D), unchecked((int)0x800700E8)];

    /// <summary>
    /// Makes <see cref="Console"/> write to standard output only where it is open, and to standard error as far as that can be written.
    /// </summary>
    public static void Prepare()
    {
        if (!IsOpen(Output))
        {
            Console.SetOut(TextWriter.Null);
        }

        Console.SetError(IsOpen(Error) ? TextWriter.Synchronized(new BestEffortWriter(Console.Error)) : TextWriter.Null);
    }

    /// <summary>Standard input; at its end where it is closed.</summary>
    public static Stream OpenInput() => IsOpen(Input) ? Console.OpenStandardInput() : Stream.Null;

    /// <summary>Standard output. Unlike the console's own stream it throws where a pipe's reader has ended.</summary>
    /// <exception cref="UserError">It is closed.</exception>
    public static Stream OpenOutput()
    {
        if (!IsOpen(Output))
        {
            throw UserError.Missing("standard output is closed; send it to a file or a pipe");
        }

        return OperatingSystem.IsWindows() ? Console.OpenStandardOutput() : new DescriptorStream(Output);
    }

    /// <summary>Whether a write failed since what reads the pipe has ended.</summary>
    public static bool IsReaderGone(IOException error) => ReaderGone.Contains(error.HResult);

    private static bool IsOpen(int stream) =>
        OperatingSystem.IsWindows() || (DescriptorControl(stream, GetDescriptorFlags) is >= 0 and var flags && (flags & CloseOnExec) == 0);

    [DllImport("libc", EntryPoint = "fcntl")]
    private static extern int DescriptorControl(int descriptor, int command);
}
