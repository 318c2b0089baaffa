using Gmlm.Padir.Messages;

namespace Gmlm.Padir.Corpora;

/// <summary>Whose turn it is when a corpus cannot be had.</summary>
public enum CorpusProblem
{
    /// <summary>A name, split or direction that there is not.</summary>
    Usage,

    /// <summary>Not at hand, and not to be had: no network, a wrong checksum, a folder that cannot be written.</summary>
    Missing,

    /// <summary>At hand, but not what a corpus file must be.</summary>
    Malformed,
}

/// <summary>A corpus that cannot be used: one line saying what, where, and what to do.</summary>
public sealed class CorpusException(CorpusProblem problem, string message, Exception? inner = null) : Exception(MessageText.OneLine(message), inner)
{
    /// <summary>The kind of problem.</summary>
    public CorpusProblem Problem { get; } = problem;
}
