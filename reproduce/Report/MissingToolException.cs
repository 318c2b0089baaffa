namespace Gmlm.Reproduce.Report;

/// <summary>Something the typesetting needs is not on this machine. The message is one sentence: what, and how to get it.</summary>
public sealed class MissingToolException(string message) : Exception(message);
