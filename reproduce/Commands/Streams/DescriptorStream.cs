using System.Runtime.InteropServices;

namespace Gmlm.Reproduce.Commands.Streams;

/// <summary>
/// Writes to an inherited file descriptor by system calls. The console's stream reports no error when the reader of a pipe has ended, and a
/// <see cref="FileStream"/> keeps a position of its own in a file that other processes also write to.
/// </summary>
/// <param name="descriptor">The descriptor, which stays open.</param>
internal sealed class DescriptorStream(int descriptor) : Stream
{
    private const int Interrupted = 4; // EINTR
    private static readonly int[] Full = [11, 35]; // EAGAIN of Linux and of macOS: the descriptor is non-blocking, and the pipe is full.
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(5);

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Writes the whole buffer.</summary>
    /// <exception cref="IOException">The write failed; HResult is the system's error number.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            var count = SystemWrite(descriptor, ref MemoryMarshal.GetReference(buffer), buffer.Length);
            var error = Marshal.GetLastPInvokeError();
            if (count >= 0)
            {
                buffer = buffer[(int)count..];
            }
            else if (Full.Contains(error))
            {
                Thread.Sleep(Between);
            }
            else if (error != Interrupted)
            {
                throw new IOException(Marshal.GetPInvokeErrorMessage(error), error);
            }
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    [DllImport("libc", EntryPoint = "write", SetLastError = true)]
    private static extern nint SystemWrite(int descriptor, ref byte buffer, nint count);
}
