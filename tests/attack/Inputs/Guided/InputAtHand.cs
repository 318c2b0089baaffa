using System.Buffers.Binary;

namespace Gmlm.Attack.Inputs.Guided;

/// <summary>The input that is being read, in a file, which outlives the process that reads it.</summary>
internal sealed class InputAtHand : IDisposable
{
    private const string Name = "at-hand";

    private readonly FileStream _file;

    /// <summary>Makes the file in a folder.</summary>
    public InputAtHand(string folder) =>
        _file = new FileStream(Path.Combine(folder, Name), FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);

    /// <summary>Says that the input of a number comes now.</summary>
    public void Set(int number, byte[] input)
    {
        var bytes = new byte[sizeof(int) + input.Length];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        input.CopyTo(bytes, sizeof(int));
        _file.SetLength(0);
        _file.Position = 0;
        _file.Write(bytes);
    }

    /// <summary>What was set last, or null where nothing was.</summary>
    public static (int Number, byte[] Input)? In(string folder)
    {
        var path = Path.Combine(folder, Name);
        var bytes = File.Exists(path) ? File.ReadAllBytes(path) : [];
        return bytes.Length < sizeof(int) ? null : (BinaryPrimitives.ReadInt32LittleEndian(bytes), bytes[sizeof(int)..]);
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
