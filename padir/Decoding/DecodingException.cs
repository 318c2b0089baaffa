namespace Gmlm.Padir.Decoding;

/// <summary>
/// A decoding option out of its range, or two that exclude each other. The message names the option as <see cref="DecodingOptions"/> does.
/// </summary>
public sealed class DecodingException(string message) : Exception(message);
