using System.Runtime.InteropServices;

namespace Gmlm.Reproduce.Commands.Streams;

/// <summary>
/// Opens standard input, output and error safely when they are closed, full, or read by a program that has ended. The descriptor number of
/// a stream that was closed before the start is given to the next file that the runtime opens, and a write to the stream would go to this
/// file. The two cases are told apart by the close-on-exec flag: the runtime sets it on its files, and an inherited stream does not have
/// it.
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
    /// Makes <see cref="Console"/> write to standard output only if it is open, and drop messages that standard error cannot take.
    /// </summary>
    public static void Prepare()
    {
        if (!IsOpen(Output))
        {
            Console.SetOut(TextWriter.Null);
        }

        Console.SetError(IsOpen(Error) ? TextWriter.Synchronized(new BestEffortWriter(Console.Error)) : TextWriter.Null);
    }

    /// <summary>Standard input; an empty stream if it is closed.</summary>
    public static Stream OpenInput() => IsOpen(Input) ? Console.OpenStandardInput() : Stream.Null;

    /// <summary>Standard output. Unlike the console's own stream, it throws when the reader of the pipe has ended.</summary>
    /// <exception cref="UserError">Standard output is closed.</exception>
    public static Stream OpenOutput()
    {
        if (!IsOpen(Output))
        {
            throw UserError.Missing("standard output is closed; send it to a file or a pipe");
        }

        return OperatingSystem.IsWindows() ? Console.OpenStandardOutput() : new DescriptorStream(Output);
    }

    /// <summary>Whether a write failed because the reader of the pipe has ended.</summary>
    public static bool IsReaderGone(IOException error) => ReaderGone.Contains(error.HResult);

    private static bool IsOpen(int stream) =>
        OperatingSystem.IsWindows() || (DescriptorControl(stream, GetDescriptorFlags) is >= 0 and var flags && (flags & CloseOnExec) == 0);

    [DllImport("libc", EntryPoint = "fcntl")]
    private static extern int DescriptorControl(int descriptor, int command);
}
