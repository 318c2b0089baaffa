using System.Text;

namespace Gmlm.Padir.Corpora;

/// <summary>
/// The lines of a UTF-8 file, read strictly. Lines end with LF or CR LF and with nothing else: U+2028, U+0085 or a form feed stay in the text,
/// since splitting there would break the alignment with the other language. A byte-order mark at the start is dropped. Errors, with file
/// and line: bytes that are not UTF-8, a NUL, a line of more than a mebibyte, a file without lines.
/// </summary>
internal sealed class StrictLines(Stream stream, string file)
{
    private const int LongestLine = 1 << 20;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private byte[] _buffer = new byte[1 << 16];
    private int _start, _end, _number;
    private bool _ended;

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

        if (_number == 0)
        {
            throw Malformed($"{file} has no lines; it should hold one sentence per line");
        }
    }

    private TextLine Line(int length)
    {
        _number++;
        var bytes = _buffer.AsSpan(_start, length);
        if (_number == 1 && bytes.StartsWith(Encoding.UTF8.Preamble))
        {
            bytes = bytes[Encoding.UTF8.Preamble.Length..];
        }

        if (bytes.EndsWith("\r"u8))
        {
            bytes = bytes[..^1];
        }

        if (bytes.Contains((byte)0))
        {
            throw Malformed($"{file}, line {_number}: there is a NUL byte; is it a text file in UTF-8, not in UTF-16?");
        }

        try
        {
            return new TextLine(_number, Utf8.GetString(bytes));
        }
        catch (DecoderFallbackException error)
        {
            var found = string.Join(' ', (error.BytesUnknown ?? []).Select(value => value.ToString("X2")));
            throw Malformed($"{file}, line {_number}: byte {error.Index + 1} ({found}) is not UTF-8; convert the file, for example with iconv -t UTF-8");
        }
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
                throw Malformed($"{file}, line {_number + 1} is longer than {LongestLine:#,0} bytes; is it a text file with one sentence per line?");
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
            throw Malformed($"{file} cannot be decompressed after line {_number}: {error.Message.TrimEnd('.')}; fetch or compress it again");
        }
    }

    private static CorpusException Malformed(string message) => new(CorpusProblem.Malformed, message);
}
