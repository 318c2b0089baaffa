using System.Text;

namespace Gmlm.Padir.Corpora;

/// <summary>
/// Reads the lines of a UTF-8 text strictly, with the same rules for every input. A line ends with LF; carriage returns directly before
/// the LF belong to the line end. A lone CR, U+2028, U+0085 or a form feed stays in the text, since splitting there would break the
/// alignment with the other language. Errors, reported with file and line, are bytes that are not UTF-8, a NUL, a line longer than one
/// mebibyte, a damaged compressed file, and a text without lines where lines are needed.
/// </summary>
/// <param name="stream">The bytes. The stream is left open.</param>
/// <param name="file">The name of the input in error messages.</param>
public sealed class StrictLines(Stream stream, string file)
{
    private const int LongestLine = 1 << 20;

    private byte[] _buffer = new byte[1 << 16];
    private int _start, _end, _number;
    private bool _ended;

    /// <summary>Whether a byte-order mark is kept as the first character of the first line; otherwise it is dropped.</summary>
    public bool KeepsMark { get; init; }

    /// <summary>Whether a text without lines is allowed.</summary>
    public bool MayBeEmpty { get; init; }

    /// <summary>The lines, each returned as soon as its end is read. They can be enumerated once.</summary>
    /// <exception cref="CorpusException">The text is malformed.</exception>
    public IEnumerable<TextLine> Read()
    {
        while (true)
        {
            var length = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            if (length >= 0)
            {
                yield return Line(length);
                _start += length + 1;
            }
            else if (!_ended)
            {
                Fill();
            }
            else
            {
                if (_end > _start)
                {
                    yield return Line(_end - _start);
                }

                break;
            }
        }

        if (_number == 0 && !MayBeEmpty)
        {
            throw Malformed($"{file} is empty; it must hold one sentence per line");
        }
    }

    private TextLine Line(int length)
    {
        _number++;
        var bytes = _buffer.AsSpan(_start, length);
        if (_number == 1 && !KeepsMark && bytes.StartsWith(Encoding.UTF8.Preamble))
        {
            bytes = bytes[Encoding.UTF8.Preamble.Length..];
        }

        bytes = bytes.TrimEnd((byte)'\r');
        if (bytes.Contains((byte)0))
        {
            throw Malformed($"{file}, line {_number}: there is a NUL byte; is it a text file in UTF-8, not in UTF-16?");
        }

        return new TextLine(_number, StrictText.Decode(bytes, file, _number));
    }

    private void Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }
        else if (_end == _buffer.Length)
        {
            if (_buffer.Length >= LongestLine)
            {
                throw Malformed(
                    $"{file}, line {_number + 1} is longer than {LongestLine:#,0} bytes; is it a text file with one sentence per line?");
            }

            Array.Resize(ref _buffer, 2 * _buffer.Length);
        }

        var count = Next();
        _ended = count == 0;
        _end += count;
    }

    private int Next()
    {
        try
        {
            return stream.Read(_buffer, _end, _buffer.Length - _end);
        }
        catch (InvalidDataException error)
        {
            var where = $"{file} cannot be decompressed after line {_number}";
            throw Malformed($"{where}: {error.Message.TrimEnd('.')}; fetch or compress it again, or give it uncompressed");
        }
    }

    private static CorpusException Malformed(string message) => new(CorpusProblem.Malformed, message);
}
