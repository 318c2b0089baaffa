namespace Gmlm.Padir.Runtime;

/// <summary>
/// A lock between processes, for what two of them must not do at once. The system gives it back when the process that holds it ends, in
/// whatever way.
/// </summary>
public sealed class FileLock : IDisposable
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(20);

    // EWOULDBLOCK of Linux and of macOS, and the sharing violation of Windows.
    private static readonly int[] Taken = [11, 35, unchecked((int)0x80070020)];

    private FileLock(FileStream file) => File = file;

    /// <summary>The locked file, open for reading and writing, at its beginning.</summary>
    public FileStream File { get; }

    /// <summary>Takes the lock, and waits while another process, or another holder in this one, has it.</summary>
    /// <param name="path">The file that is locked; made with its folder if need be, never deleted, since others may wait.</param>
    /// <param name="waiting">Called once, where the lock is not to be had at once.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    public static FileLock Take(string path, Action? waiting = null, CancellationToken cancel = default)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        while (true)
        {
            try
            {
                return new FileLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0));
            }
            catch (IOException error) when (Taken.Contains(error.HResult))
            {
                waiting?.Invoke();
                waiting = null;
                cancel.WaitHandle.WaitOne(Between);
                cancel.ThrowIfCancellationRequested();
            }
        }
    }

    /// <summary>Gives the lock back.</summary>
    public void Dispose() => File.Dispose();
}
