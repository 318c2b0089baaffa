namespace Gmlm.Attack.Kills;

/// <summary>Counts the changes of files below a folder, and calls an action at one of them.</summary>
internal sealed class ChangeCounter : IDisposable
{
    private readonly FileSystemWatcher _watcher;
    private readonly int _at;
    private readonly Action _act;
    private int _count;

    /// <summary>Begins to count.</summary>
    /// <param name="folder">The folder, watched with all its subfolders.</param>
    /// <param name="at">The number of the change, from 1, at which <paramref name="act"/> is called.</param>
    /// <param name="act">The action, called on another thread.</param>
    public ChangeCounter(string folder, int at, Action act)
    {
        (_at, _act) = (at, act);
        _watcher = new FileSystemWatcher(folder) { IncludeSubdirectories = true };
        _watcher.Created += Seen;
        _watcher.Changed += Seen;
        _watcher.Renamed += Seen;
        _watcher.EnableRaisingEvents = true;
    }

    /// <summary>The number of changes so far.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <inheritdoc/>
    public void Dispose() => _watcher.Dispose();

    private void Seen(object sender, FileSystemEventArgs change)
    {
        if (Interlocked.Increment(ref _count) == _at)
        {
            _act();
        }
    }
}
