using Gmlm.Padir.Messages;

namespace Gmlm.Padir.Configuration;

/// <summary>A configuration that is not one: not JSON, a key unknown or of the wrong type, a value out of its range. The message names the key.</summary>
public sealed class ConfigurationException(string message, Exception? inner = null) : Exception(MessageText.OneLine(message), inner);
