using Gmlm.Padir.Messages;

namespace Gmlm.Padir.Configuration;

/// <summary>
/// A configuration is invalid: it is not JSON, a key is unknown or has the wrong type, or a value is out of range. The message names the
/// key.
/// </summary>
public sealed class ConfigurationException(string message, Exception? inner = null) : Exception(MessageText.OneLine(message), inner);
