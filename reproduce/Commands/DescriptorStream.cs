using System.Runtime.InteropServices;

namespace Gmlm.Reproduce.Commands;

/// <summary>
/// Writes to an inherited file descriptor by the system's own call. The console's stream keeps silent where a pipe's reader has ended, and a
/// <see cref="FileStream"/> writes a file that other processes share at a place of its own.
/// </summary>
/// <param name="descriptor">Stays open.</param>
internal sealed class DescriptorStream(int descriptor) : Stream
{
    private const int Interrupted = 4; // EINTR
    private static readonly int[] Full = [11, 35]; // EAGAIN of Linux and of macOS: the pipe does not block, and is full.
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

    /// <summary>Writes all of it.</summary>
    /// <exception cref="IOException">It cannot be written; HResult is the system's error number.</exception>
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
