using Gmlm.Padir.Messages;

namespace Gmlm.Padir.T5;

/// <summary>A configuration that is none, or weights that are not those of the network it describes; the message is one line.</summary>
public sealed class CheckpointException(string message, Exception? inner = null) : Exception(MessageText.OneLine(message), inner);
