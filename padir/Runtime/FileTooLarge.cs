namespace Gmlm.Padir.Runtime;

/// <summary>
/// A file may not grow further, by the limit of the file system or of <c>ulimit -f</c>. The runtime reports this one error of the system
/// (EFBIG) as an argument that is out of range, and all others as an <see cref="IOException"/>.
/// </summary>
public static class FileTooLarge
{
    /// <summary>Whether an exception says so.</summary>
    public static bool Is(Exception error) =>
        error is ArgumentOutOfRangeException { ParamName: "value", StackTrace: { } trace } && trace.Contains(" System.IO.", StringComparison.Ordinal);
}
