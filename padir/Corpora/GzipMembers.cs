using ICSharpCode.SharpZipLib;
using ICSharpCode.SharpZipLib.Checksum;
using ICSharpCode.SharpZipLib.Zip.Compression;

namespace Gmlm.Padir.Corpora;

/// <summary>
/// Decompresses a gzip file (RFC 1952) strictly: the file is a sequence of one or more members, and every byte belongs to a member.
/// Trailing bytes that begin no member are an error, zeros included. GZipStream stops without an error at such bytes, so damage between two
/// members would lose the rest of the text. A file may grow to <see cref="MostGrowth"/> times its size or to one mebibyte, whichever is
/// larger. Text shrinks to a third or a tenth, so the limit affects only files made to fill the memory.
/// </summary>
/// <param name="file">The compressed bytes. They are closed with this stream.</param>
/// <remarks>Errors are an <see cref="InvalidDataException"/> that says what is wrong.</remarks>
internal sealed class GzipMembers(Stream file) : Stream
{
    /// <summary>The largest allowed ratio of decompressed size to compressed size.</summary>
    public const int MostGrowth = 100;

    private const long AlwaysAllowed = 1 << 20;

    // SharpZipLib's GZipInputStream is as lenient as GZipStream. Its inflater tells where a member ends, so it is used directly.
    private readonly Inflater _inflater = new(noHeader: true);
    private readonly Crc32 _sum = new();
    private readonly GzipBytes _bytes = new(file);
    private long _contents, _contentsOfMember;
    private int _members;
    private bool _inside;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        while (count > 0 && (_inside || Begin()))
        {
            if (Inflate(buffer, offset, count) is > 0 and var inflated)
            {
                return inflated;
            }

            if (_inflater.IsFinished)
            {
                End();
            }
            else if (!_inflater.IsNeedingInput || !_bytes.Feed(_inflater))
            {
                throw Wrong("the file ends within a member");
            }
        }

        return 0;
    }

    /// <inheritdoc/>
    public override void Flush() => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            file.Dispose();
        }

        base.Dispose(disposing);
    }

    // Begins the next member; false at the end of the file, which is valid after any member but not before the first.
    private bool Begin()
    {
        if (_members > 0 && _bytes.AtEnd)
        {
            return false;
        }

        if (_bytes.SkipHeader() is { } flaw)
        {
            throw Wrong(_members == 0 ? flaw : $"{flaw} where member {_members + 1} should begin");
        }

        _inflater.Reset();
        _sum.Reset();
        _contentsOfMember = 0;
        _members++;
        return _inside = true;
    }

    private int Inflate(byte[] buffer, int offset, int count)
    {
        int inflated;
        try
        {
            inflated = _inflater.Inflate(buffer, offset, count);
        }
        catch (Exception error) when (error is SharpZipBaseException or IndexOutOfRangeException or ArgumentException)
        {
            throw Wrong("the compressed bytes are damaged", error);
        }

        _sum.Update(new ArraySegment<byte>(buffer, offset, inflated));
        _contentsOfMember += inflated;
        _contents += inflated;
        if (_contents > Math.Max(AlwaysAllowed, MostGrowth * _bytes.Size))
        {
            throw Wrong($"the file grows to more than {MostGrowth} times its size, as no text does");
        }

        return inflated;
    }

    private void End()
    {
        _bytes.TakeBack(_inflater.RemainingInput);
        if (_bytes.Number() is not { } sum || _bytes.Number() is not { } length)
        {
            throw Wrong("the file ends within a member");
        }

        if (sum != (uint)_sum.Value || length != (uint)_contentsOfMember)
        {
            throw Wrong($"the {(sum != (uint)_sum.Value ? "checksum" : "length")} of member {_members} is wrong");
        }

        _inside = false;
    }

    private static InvalidDataException Wrong(string what, Exception? inner = null) => new(what, inner);
}
