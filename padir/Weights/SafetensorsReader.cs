using Gmlm.Padir.Messages;

namespace Gmlm.Padir.Weights;

/// <summary>Reads a safetensors file completely, or throws (format: huggingface.co/docs/safetensors; here F32, F16, BF16 and I8).</summary>
public static class SafetensorsReader
{
    /// <summary>Reads all tensors of a file, in the order of their data.</summary>
    /// <exception cref="SafetensorsException">The file is not in the format; the message names the tensor.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IReadOnlyList<WeightTensor> Read(string path)
    {
        using var stream = File.OpenRead(path);
        return Read(stream);
    }

    /// <summary>Reads all tensors of a stream, which must have a known length and be at its beginning.</summary>
    /// <exception cref="SafetensorsException">The stream is not in the format; the message names the tensor.</exception>
    public static IReadOnlyList<WeightTensor> Read(Stream stream)
    {
        var header = SafetensorsHeader.Read(stream);
        return [.. header.Entries.Select(entry => Read(stream, header, entry))];
    }

    private static WeightTensor Read(Stream stream, SafetensorsHeader header, WeightEntry entry)
    {
        if (entry.End - entry.Begin > Array.MaxLength)
        {
            throw SafetensorsException.Of(
                entry.Name,
                FormattableString.Invariant($"it has {entry.End - entry.Begin} bytes; {Array.MaxLength} are the most that can be read"));
        }

        var bytes = new byte[entry.End - entry.Begin];
        stream.Position = header.DataStart + entry.Begin;
        try
        {
            stream.ReadExactly(bytes);
        }
        catch (EndOfStreamException error)
        {
            throw new SafetensorsException($"tensor {MessageText.Quote(entry.Name)}: the file became shorter while it was read", error);
        }

        var values = new float[entry.Count];
        WeightBytes.Decode(bytes, entry.Type, values);
        return new WeightTensor(entry.Name, entry.Shape, values, entry.Type);
    }
}
