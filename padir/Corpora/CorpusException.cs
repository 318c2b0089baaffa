using Gmlm.Padir.Messages;

namespace Gmlm.Padir.Corpora;

/// <summary>Why a corpus cannot be used; the kind decides the exit code.</summary>
public enum CorpusProblem
{
    /// <summary>The name, split or direction does not exist.</summary>
    Usage,

    /// <summary>
    /// The corpus is not in the cache and cannot be fetched: no network, a wrong checksum, or a folder that cannot be written.
    /// </summary>
    Missing,

    /// <summary>A file of the corpus is malformed.</summary>
    Malformed,
}

/// <summary>A corpus cannot be used. The message is one line that says what is wrong, where, and what to do.</summary>
public sealed class CorpusException(
    CorpusProblem problem, string message, Exception? inner = null) : Exception(MessageText.OneLine(message), inner)
{
    /// <summary>The kind of problem.</summary>
    public CorpusProblem Problem { get; } = problem;
}
