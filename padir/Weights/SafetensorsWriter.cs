using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Gmlm.Padir.Messages;
using Gmlm.Padir.Runtime;

namespace Gmlm.Padir.Weights;

/// <summary>
/// Writes a safetensors file. The same tensors give the same bytes, in whatever order they are passed: they are sorted by the size of their
/// type, largest first, so that every tensor is aligned to its type, then by name.
/// </summary>
public static class SafetensorsWriter
{
    private const int Alignment = 8;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Writes the tensors to a file, and replaces an existing one.</summary>
    /// <exception cref="ArgumentException">A name is repeated, reserved or not Unicode, or a shape does not fit the number of
    /// values.</exception>
    /// <exception cref="IOException">The file cannot be written; an existing file is unchanged.</exception>
    public static void Write(string path, IEnumerable<WeightTensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        var ordered = Ordered(tensors);
        WholeFile.Write(path, stream => Write(stream, ordered, metadata));
    }

    /// <summary>Writes the same bytes to a stream.</summary>
    /// <exception cref="ArgumentException">A name is repeated, reserved or not Unicode, or a shape does not fit the number of
    /// values.</exception>
    public static void Write(Stream stream, IEnumerable<WeightTensor> tensors, IReadOnlyDictionary<string, string>? metadata = null) =>
        Write(stream, Ordered(tensors), metadata);

    private static void Write(Stream stream, List<WeightTensor> tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        var header = Header(tensors, metadata ?? new Dictionary<string, string>());
        Span<byte> prefix = stackalloc byte[SafetensorsHeader.PrefixLength];
        BinaryPrimitives.WriteUInt64LittleEndian(prefix, (ulong)header.Length);
        stream.Write(prefix);
        stream.Write(header);
        foreach (var tensor in tensors)
        {
            var bytes = new byte[checked(tensor.Values.Length * tensor.Type.Size())];
            WeightBytes.Encode(tensor.Values, tensor.Type, bytes);
            stream.Write(bytes);
        }
    }

    private static List<WeightTensor> Ordered(IEnumerable<WeightTensor> tensors)
    {
        var ordered = tensors.OrderByDescending(tensor => tensor.Type.Size())
            .ThenBy(tensor => tensor.Name, StringComparer.Ordinal)
            .ToList();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var tensor in ordered)
        {
            if (Unicode(tensor.Name) == SafetensorsHeader.MetadataName || !names.Add(tensor.Name))
            {
                throw new ArgumentException(
                    $"tensor {MessageText.Quote(tensor.Name)}: the name is reserved or stands twice", nameof(tensors));
            }

            if (
                tensor.Shape.Any(size => size < 0)
                    || tensor.Shape.Aggregate(
                        (Int128)1, (product, size) => Int128.Min(product, long.MaxValue) * size) != tensor.Values.Length)
            {
                throw new ArgumentException(
                    $"tensor {MessageText.Quote(tensor.Name)}: shape {WeightTensor.Show(tensor.Shape)} does not hold "
                        + $"{tensor.Values.Length} values",
                    nameof(tensors));
            }
        }

        return ordered;
    }

    private static byte[] Header(List<WeightTensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (metadata.Count > 0)
            {
                json.WriteStartObject(SafetensorsHeader.MetadataName);
                foreach (var (key, value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                {
                    json.WriteString(Unicode(key), Unicode(value));
                }

                json.WriteEndObject();
            }

            var begin = 0L;
            foreach (var tensor in tensors)
            {
                var end = begin + ((long)tensor.Values.Length * tensor.Type.Size());
                json.WriteStartObject(tensor.Name);
                json.WriteString("dtype", tensor.Type.ToString());
                WriteNumbers(json, "shape", tensor.Shape);
                WriteNumbers(json, "data_offsets", [begin, end]);
                json.WriteEndObject();
                begin = end;
            }

            json.WriteEndObject();
        }

        while (buffer.Length % Alignment != 0)
        {
            buffer.WriteByte((byte)' ');
        }

        return buffer.ToArray();
    }

    // Throws for text that is not Unicode. The JSON writer would write a replacement character instead, which could make two names equal.
    private static string Unicode(string text) => Strict.GetByteCount(text) >= 0 ? text : "";

    private static void WriteNumbers(Utf8JsonWriter json, string key, IEnumerable<long> numbers)
    {
        json.WriteStartArray(key);
        foreach (var number in numbers)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }
}
