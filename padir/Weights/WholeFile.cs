using System.Text;

namespace Gmlm.Padir.Weights;

/// <summary>Files that are whole or not there: written beside and renamed.</summary>
internal static class WholeFile
{
    /// <summary>Writes a file in place of one that may be there.</summary>
    /// <exception cref="IOException">It cannot be written; what was there stays, and nothing is left beside it.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        var beside = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            using (var stream = new FileStream(beside, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(beside, path, overwrite: true);
        }
        finally
        {
            File.Delete(beside); // There only when something failed.
        }
    }

    /// <summary>Writes a text, UTF-8.</summary>
    /// <inheritdoc cref="Write(string, Action{Stream})"/>
    public static void Write(string path, string text) => Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
}
