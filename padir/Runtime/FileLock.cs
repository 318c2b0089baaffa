namespace Gmlm.Padir.Runtime;

/// <summary>
/// A lock between processes. The system releases it when the process that holds it ends, even if the process is killed.
/// </summary>
public sealed class FileLock : IDisposable
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(20);

    // EWOULDBLOCK of Linux and of macOS, and the sharing violation of Windows.
    private static readonly int[] Taken = [11, 35, unchecked((int)0x80070020)];

    private FileLock(FileStream file) => File = file;

    /// <summary>The locked file, open for reading and writing, positioned at its beginning.</summary>
    public FileStream File { get; }

    /// <summary>Takes the lock, and waits while another process, or another holder in this process, has it.</summary>
    /// <param name="path">The file that is locked. It is created with its folder if needed, and never deleted, since other processes may be
    /// waiting for it.</param>
    /// <param name="waiting">Called once if the lock is not free at once.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
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

    /// <summary>Releases the lock.</summary>
    public void Dispose() => File.Dispose();
}
