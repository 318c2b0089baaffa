namespace Gmlm.Padir.Decoding;

/// <summary>
/// A decoding option is out of its range, or two options exclude each other. The message names properties of <see cref="DecodingOptions"/>.
/// </summary>
public sealed class DecodingException(string message) : Exception(message);
