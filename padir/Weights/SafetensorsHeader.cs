using System.Text.Json;

namespace Gmlm.Padir.Weights;

/// <summary>
/// The header of a safetensors file. The file is 8 bytes with the little-endian length n, n bytes of JSON that give each tensor's type,
/// shape and position, and the data. Every tensor is checked against the file before any value is read: the tensors must cover the data
/// exactly, without overlap and without gaps.
/// </summary>
public sealed class SafetensorsHeader
{
    /// <summary>The header's key for strings that describe the file.</summary>
    internal const string MetadataName = "__metadata__";

    /// <summary>The number of bytes before the JSON text.</summary>
    internal const int PrefixLength = 8;

    private const long LongestHeader = 100_000_000;

    private SafetensorsHeader(IReadOnlyList<WeightEntry> entries, long dataStart) => (Entries, DataStart) = (entries, dataStart);

    /// <summary>The tensors, in the order of their data.</summary>
    public IReadOnlyList<WeightEntry> Entries { get; }

    internal long DataStart { get; }

    /// <summary>Reads and checks the header of a file.</summary>
    /// <exception cref="SafetensorsException">The file is not in the format.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static SafetensorsHeader Read(string path)
    {
        using var stream = File.OpenRead(path);
        return Read(stream);
    }

    internal static SafetensorsHeader Read(Stream stream)
    {
        if (GitLfsPointer.Begins(stream))
        {
            throw new SafetensorsException(GitLfsPointer.Complaint);
        }

        if (stream.Length < PrefixLength)
        {
            throw new SafetensorsException($"the file has {stream.Length} bytes; the length of the header alone takes {PrefixLength}");
        }

        Span<byte> prefix = stackalloc byte[PrefixLength];
        stream.ReadExactly(prefix);
        var length = System.Buffers.Binary.BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length > (ulong)(stream.Length - PrefixLength) || length > LongestHeader)
        {
            throw new SafetensorsException(
                $"the header should have {length} bytes, but the file has {stream.Length - PrefixLength} after its length (and "
                    + $"{LongestHeader} are the most)");
        }

        var json = new byte[length];
        stream.ReadExactly(json);
        var dataStart = PrefixLength + (long)length;
        return new SafetensorsHeader(Parse(json, stream.Length - dataStart), dataStart);
    }

    private static IReadOnlyList<WeightEntry> Parse(byte[] json, long dataLength)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return SafetensorsTiling.Check(SafetensorsEntries.Parse(document.RootElement, dataLength), dataLength);
        }
        catch (JsonException error)
        {
            throw new SafetensorsException($"the header is not JSON (line {error.LineNumber}, byte {error.BytePositionInLine})", error);
        }
        catch (InvalidOperationException error)
        {
            // Thrown for JSON text that is not valid Unicode, such as "\ud800".
            throw new SafetensorsException("the header holds text that is not Unicode", error);
        }
    }
}
