using System.Buffers.Binary;
using System.IO.Compression;

namespace Gmlm.Attack.Inputs;

/// <summary>Mutates the contents of a container and repairs the container, so that the mutations pass its checks.</summary>
internal static class WrappedMutations
{
    private const int PrefixLength = 8;

    /// <summary>
    /// Mutates a safetensors file: its bytes, or its header with a corrected length. If the length is already wrong, only bytes are mutated.
    /// </summary>
    public static byte[] Safetensors(Random random, byte[] valid, byte[] other)
    {
        if (random.Next(3) == 0 || Header(valid) is not { } before || Header(other) is not { } another)
        {
            return ByteMutations.Of(random, valid, other);
        }

        var header = JsonMutations.Of(random, before, another);
        var prefix = new byte[PrefixLength];
        BinaryPrimitives.WriteInt64LittleEndian(prefix, header.Length);
        return [.. prefix, .. header, .. valid[(PrefixLength + before.Length)..]];
    }

    /// <summary>
    /// Mutates a gzip file: its bytes, or its contents, compressed again; or returns a great many equal bytes, compressed. A file that is
    /// already damaged has no contents, so only its bytes are mutated.
    /// </summary>
    public static byte[] Gzip(Random random, byte[] valid, byte[] other) => random.Next(16) switch
    {
        >= 9 and < 15 when Contents(valid) is { } text && Contents(other) is { } another =>
            Compressed(TextMutations.Of(random, text, another)),
        < 15 => ByteMutations.Of(random, valid, other),
        _ => Compressed(Enumerable.Repeat((byte)"a\n"[random.Next(2)], 1 << random.Next(16, 23)).ToArray()),
    };

    /// <summary>Compresses bytes into a gzip file.</summary>
    public static byte[] Compressed(byte[] contents)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest))
        {
            gzip.Write(contents);
        }

        return buffer.ToArray();
    }

    private static byte[]? Contents(byte[] gzip)
    {
        using var stream = new GZipStream(new MemoryStream(gzip), CompressionMode.Decompress);
        using var buffer = new MemoryStream();
        try
        {
            stream.CopyTo(buffer);
            return buffer.ToArray();
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static byte[]? Header(byte[] safetensors)
    {
        var length = safetensors.Length < PrefixLength ? -1 : BinaryPrimitives.ReadInt64LittleEndian(safetensors);
        return length >= 0 && length <= safetensors.Length - PrefixLength ? safetensors.AsSpan(PrefixLength, (int)length).ToArray() : null;
    }
}
