using System.Text;

namespace Gmlm.Reproduce.Commands.Streams;

/// <summary>
/// Writes lines to standard output. Each line is passed to the system as a whole, so that an interruption leaves no partial line. The first
/// line that cannot be written ends the work.
/// </summary>
internal sealed class OutputLines : IDisposable
{
    private readonly Stream _stream = StandardStreams.OpenOutput();

    /// <summary>Writes a line.</summary>
    /// <exception cref="ReaderGoneException">The program that reads standard output has ended.</exception>
    /// <exception cref="UserError">The line cannot be written, for example because the disk is full.</exception>
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

    public void Dispose() => _stream.Dispose();
}

/// <summary>
/// The program that reads standard output has ended, as <c>head</c> does after its last line. This is not an error; the work only stops.
/// </summary>
internal sealed class ReaderGoneException(Exception inner) : Exception("what reads standard output has ended", inner);
