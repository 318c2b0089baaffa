using System.Text;
using Gmlm.Reproduce.Harness;

namespace Gmlm.Reproduce.Commands;

/// <summary>
/// Lines to standard output, each given to the system whole: after an interruption there is no half line. The first line that cannot be
/// written ends the work.
/// </summary>
internal sealed class OutputLines : IDisposable
{
    private readonly Stream _stream = StandardStreams.OpenOutput();

    /// <summary>Writes a line.</summary>
    /// <exception cref="ReaderGoneException">What reads has ended.</exception>
    /// <exception cref="UserError">It cannot be written, for example since the disk is full.</exception>
    public void Write(string line)
    {
        try
        {
            _stream.Write(Encoding.UTF8.GetBytes(line + "\n"));
        }
        catch (IOException error) when (StandardStreams.IsReaderGone(error))
        {
            throw new ReaderGoneException(error);
        }
        catch (IOException error)
        {
            var reason = error.Message.TrimEnd('.');
            throw UserError.Missing($"standard output cannot be written: {reason}; make room there, or send it elsewhere", error);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();
}

/// <summary>
/// What reads standard output has ended, as <c>head</c> does after its last line; not an error, and nothing more is to be done.
/// </summary>
internal sealed class ReaderGoneException(Exception inner) : Exception("what reads standard output has ended", inner);
