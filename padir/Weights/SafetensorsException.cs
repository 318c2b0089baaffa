using Gmlm.Padir.Messages;

namespace Gmlm.Padir.Weights;

/// <summary>A file does not follow the safetensors format. The message is one line and names the tensor.</summary>
public sealed class SafetensorsException(string message, Exception? inner = null) : Exception(MessageText.OneLine(message), inner)
{
    internal static SafetensorsException Of(string tensor, string problem) => new($"tensor {MessageText.Quote(tensor)}: {problem}");
}
