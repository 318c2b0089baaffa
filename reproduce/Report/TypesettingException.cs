namespace Gmlm.Reproduce.Report;

/// <summary>The typesetter refused the document. The message holds its complaints, each with its file and line or the claim whose text it is in.</summary>
public sealed class TypesettingException(string message) : Exception(message);
