using System.Buffers.Binary;
using System.IO.Compression;

namespace Gmlm.Attack.Inputs;

/// <summary>Mutates the contents of a container and repairs the container, so that the mutations pass its checks.</summary>
internal static class WrappedMutations
{
    private const int PrefixLength = 8;

    /// <summary>Mutates a safetensors file: its bytes, or its header with a corrected length.</summary>
    public static byte[] Safetensors(Random random, byte[] valid, byte[] other)
    {
        if (random.Next(3) == 0)
        {
            return ByteMutations.Of(random, valid, other);
        }

        var header = JsonMutations.Of(random, Header(valid), Header(other));
        var prefix = new byte[PrefixLength];
        BinaryPrimitives.WriteInt64LittleEndian(prefix, header.Length);
        return [.. prefix, .. header, .. valid[(PrefixLength + Header(valid).Length)..]];
    }

    /// <summary>
    /// Mutates a gzip file: its bytes, or its contents, compressed again; or returns a great many equal bytes, compressed.
    /// </summary>
    public static byte[] Gzip(Random random, byte[] valid, byte[] other) => random.Next(16) switch
    {
        < 9 => ByteMutations.Of(random, valid, other),
        < 15 => Compressed(TextMutations.Of(random, Contents(valid), Contents(other))),
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

    private static byte[] Contents(byte[] gzip)
    {
        using var stream = new GZipStream(new MemoryStream(gzip), CompressionMode.Decompress);
        using var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        return buffer.ToArray();
    }

    private static byte[] Header(byte[] safetensors) =>
        safetensors[PrefixLength..(PrefixLength + (int)BinaryPrimitives.ReadInt64LittleEndian(safetensors))];
}
