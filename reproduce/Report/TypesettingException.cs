namespace Gmlm.Reproduce.Report;

/// <summary>
/// The typesetter rejected the document. The message lists the errors, each with its file and line or with the claim that holds the text.
/// </summary>
public sealed class TypesettingException(string message) : Exception(message);
