using System.Buffers.Binary;
using System.Text;
using Gmlm.Padir.Weights;

namespace Gmlm.Padir.Tests.Weights;

/// <summary>Safetensors files in memory, valid and invalid.</summary>
internal static class Bytes
{
    /// <summary>A file with this header and this number of bytes of data.</summary>
    public static byte[] Of(string header, int data, long? length = null)
    {
        var json = Encoding.UTF8.GetBytes(header);
        var file = new byte[8 + json.Length + data];
        BinaryPrimitives.WriteInt64LittleEndian(file, length ?? json.Length);
        json.CopyTo(file, 8);
        return file;
    }

    public static byte[] Write(IEnumerable<WeightTensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        using var stream = new MemoryStream();
        SafetensorsWriter.Write(stream, tensors, metadata);
        return stream.ToArray();
    }

    public static IReadOnlyList<WeightTensor> Read(byte[] file) => SafetensorsReader.Read(new MemoryStream(file));
}
