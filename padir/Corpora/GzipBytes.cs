using ICSharpCode.SharpZipLib.Checksum;
using ICSharpCode.SharpZipLib.Zip.Compression;

namespace Gmlm.Padir.Corpora;

/// <summary>
/// Reads the bytes of a gzip file in order. This class parses headers and trailers, and passes the compressed bytes to the inflater.
/// </summary>
internal sealed class GzipBytes(Stream file)
{
    private const int Deflate = 8;

    private readonly byte[] _buffer = new byte[1 << 16];
    private readonly Crc32 _headerSum = new();
    private int _start, _end;
    private long _read;

    [Flags]
    private enum Has
    {
        HeaderSum = 2,
        Extra = 4,
        Name = 8,
        Comment = 16,
        Reserved = 0xE0,
    }

    /// <summary>The size of the file in bytes; for a pipe, the bytes read so far.</summary>
    public long Size => file.CanSeek ? file.Length : _read;

    /// <summary>Whether all bytes were consumed.</summary>
    public bool AtEnd => !Fill();

    /// <summary>Passes the buffered bytes to the inflater; false at the end of the file.</summary>
    public bool Feed(Inflater inflater)
    {
        if (!Fill())
        {
            return false;
        }

        inflater.SetInput(_buffer, _start, _end - _start);
        _start = _end;
        return true;
    }

    /// <summary>Returns the last <paramref name="count"/> bytes of the inflater's input, which it did not use.</summary>
    public void TakeBack(int count) => _start = _end - count;

    /// <summary>Reads a little-endian number of four bytes; null if the file ends first.</summary>
    public uint? Number()
    {
        var number = 0u;
        for (var shift = 0; shift < 32; shift += 8)
        {
            if (Next() is not { } value)
            {
                return null;
            }

            number |= (uint)value << shift;
        }

        return number;
    }

    /// <summary>Consumes a member's header (RFC 1952, section 2.3). Returns what is wrong with it, or null.</summary>
    public string? SkipHeader()
    {
        _headerSum.Reset();
        if (Next() != 0x1F || Next() != 0x8B)
        {
            return "there is no gzip header";
        }

        if (Next() != Deflate || Next() is not { } bits || ((Has)bits & Has.Reserved) != 0)
        {
            return "there is a gzip header of an unknown kind";
        }

        var has = (Has)bits;
        var whole = Skip(6); // time, level and system
        whole = whole && (!has.HasFlag(Has.Extra) || (Short() is { } length && Skip(length)));
        whole = whole && (!has.HasFlag(Has.Name) || SkipText());
        whole = whole && (!has.HasFlag(Has.Comment) || SkipText());
        if (whole && has.HasFlag(Has.HeaderSum))
        {
            var expected = (int)(_headerSum.Value & 0xFFFF);
            whole = Short() == expected;
        }

        return whole ? null : "there is a broken gzip header";
    }

    private int? Short() => Next() is { } low && Next() is { } high ? low | (high << 8) : null;

    private bool Skip(int count)
    {
        while (count > 0 && Next() is not null)
        {
            count--;
        }

        return count == 0;
    }

    private bool SkipText()
    {
        int? value;
        do
        {
            value = Next();
        }
        while (value > 0);
        return value == 0;
    }

    private byte? Next()
    {
        if (!Fill())
        {
            return null;
        }

        _headerSum.Update(_buffer[_start]);
        return _buffer[_start++];
    }

    private bool Fill()
    {
        if (_start == _end)
        {
            (_start, _end) = (0, file.Read(_buffer, 0, _buffer.Length));
            _read += _end;
        }

        return _start < _end;
    }
}
