namespace Gmlm.Reproduce.Report;

/// <summary>A tool for typesetting is not installed. The message is one sentence: which tool, and how to install it.</summary>
public sealed class MissingToolException(string message) : Exception(message);
