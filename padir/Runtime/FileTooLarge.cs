namespace Gmlm.Padir.Runtime;

/// <summary>
/// Recognises the error that a file would exceed the size limit of the file system or of <c>ulimit -f</c> (EFBIG). The runtime reports this
/// system error as an argument out of range, and all other write errors as an <see cref="IOException"/>.
/// </summary>
public static class FileTooLarge
{
    /// <summary>Whether an exception reports this error.</summary>
    public static bool Is(Exception error) =>
        error is ArgumentOutOfRangeException { ParamName: "value", StackTrace: { } trace }
            && trace.Contains(" System.IO.", StringComparison.Ordinal);
}
