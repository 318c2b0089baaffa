namespace Gmlm.Padir.Weights;

/// <summary>A file is not what the safetensors format asks for; the message is one line and names the tensor.</summary>
public sealed class SafetensorsException(string message, Exception? inner = null) : Exception(message, inner)
{
    private const int LongestName = 120;

    internal static SafetensorsException Of(string tensor, string problem) => new($"tensor {Quote(tensor)}: {problem}");

    /// <summary>A name out of a file as it may stand in a message: one line, not too long.</summary>
    internal static string Quote(string name)
    {
        var shown = name.Length <= LongestName ? name : name[..LongestName] + "…";
        return $"'{string.Concat(shown.Select(letter => char.IsControl(letter) || char.IsSurrogate(letter) || letter is '\u2028' or '\u2029' ? '\uFFFD' : letter))}'";
    }
}
