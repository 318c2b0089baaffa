using Gmlm.Padir.Messages;
using Gmlm.Padir.Runtime;

namespace Gmlm.Reproduce.Harness;

/// <summary>The exit codes of the process.</summary>
public static class ExitCode
{
    /// <summary>Success.</summary>
    public const int Success = 0;

    /// <summary>A snapshot moved, an experiment failed, or a claim is violated that is not an accepted finding.</summary>
    public const int Moved = 1;

    /// <summary>Wrong usage.</summary>
    public const int Usage = 2;

    /// <summary>Something needed is missing: data, Node, a package, a writable folder, a result.</summary>
    public const int Missing = 3;

    /// <summary>The user interrupted: 128 plus the number of SIGINT, as in shells.</summary>
    public const int Interrupted = 130;

    /// <summary>The reader of standard output has ended, as <c>head</c> does: 128 plus the number of SIGPIPE.</summary>
    public const int ReaderGone = 141;

    /// <summary>SIGTERM arrived: 128 plus its number.</summary>
    public const int Terminated = 143;

    /// <summary>
    /// The exit code for a failed experiment: the code of a <see cref="UserError"/>; 3 for a missing or damaged file or model; otherwise 1.
    /// </summary>
    public static int Of(Exception failure) => failure switch
    {
        UserError error => error.ExitCode,
        IOException or UnauthorizedAccessException or Padir.T5.CheckpointException or Padir.Corpora.CorpusException => Missing,
        _ when FileTooLarge.Is(failure) => Missing,
        _ => Moved,
    };
}

/// <summary>An error that the user can mend. The message is one sentence: what is wrong, where, and what to do.</summary>
public sealed class UserError(int exitCode, string message, Exception? inner = null) : Exception(MessageText.OneLine(message), inner)
{
    /// <summary>One of <see cref="ExitCode"/>.</summary>
    public int ExitCode { get; } = exitCode;

    /// <summary>Wrong usage, exit code 2.</summary>
    public static UserError Usage(string message) => new(Harness.ExitCode.Usage, message);

    /// <summary>Something needed is missing, exit code 3.</summary>
    public static UserError Missing(string message, Exception? inner = null) => new(Harness.ExitCode.Missing, message, inner);
}
