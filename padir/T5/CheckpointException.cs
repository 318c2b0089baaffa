using Gmlm.Padir.Messages;

namespace Gmlm.Padir.T5;

/// <summary>A configuration is malformed, or weights do not fit the network that it describes. The message is one line.</summary>
public sealed class CheckpointException(string message, Exception? inner = null) : Exception(MessageText.OneLine(message), inner);
