using System.Diagnostics;

namespace Gmlm.Attack.Inputs;

/// <summary>The outcome of one hostile input.</summary>
/// <param name="IsRefused">Whether the reader refused the input instead of finding it valid.</param>
/// <param name="Fault">The kind of fault found in the reader; null if none.</param>
/// <param name="Example">The reader's message, in one line; empty if no fault was found.</param>
/// <param name="Seconds">The processor time of reading.</param>
/// <param name="MiB">The total memory allocated while reading, an upper bound on the memory held at once.</param>
internal sealed record Attempt(bool IsRefused, string? Fault, string Example, double Seconds, double MiB)
{
    /// <summary>The limits of reading one input.</summary>
    public const double MostSeconds = 2, MostMiB = 1024;

    // Messages are shown to a user as one line.
    private const int LongestMessage = 2000, LongestExample = 160;

    /// <summary>Reads one input.</summary>
    public static Attempt Of(Reader reader, Action<byte[]> read, byte[] input)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var began = ThreadTime.Now;
        Exception? error = null;
        try
        {
            read(input);
        }
        catch (Exception thrown)
        {
            error = thrown;
        }

        var seconds = (ThreadTime.Now - began).TotalSeconds;
        var mebibytes = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)(1 << 20);
        var fault = FaultOf(reader, error)
            ?? (mebibytes > MostMiB ? $"allocates more than {MostMiB} MiB" : null)
            ?? (seconds > MostSeconds ? $"takes more than {MostSeconds} s" : null);
        return new Attempt(error is not null, fault, fault is null ? "" : Line(error?.Message ?? ""), seconds, mebibytes);
    }

    private static string? FaultOf(Reader reader, Exception? error) => error is null ? null
        : !reader.Errors.Any(type => type.IsInstanceOfType(error)) ? $"{error.GetType().Name} at {Place(error)}"
        : string.IsNullOrWhiteSpace(error.Message) ? "an empty message"
        : error.Message.AsSpan().IndexOfAny("\n\r\f\v\u0085\u2028\u2029") >= 0 ? "a message of several lines"
        : error.Message.Length > LongestMessage ? $"a message of more than {LongestMessage} characters"
        : null;

    private static string Line(string message)
    {
        var line = message.ReplaceLineEndings(" ");
        return line.Length > LongestExample ? line[..LongestExample] + "…" : line;
    }

    // The deepest method of the product on the stack.
    private static string Place(Exception error)
    {
        var methods = new StackTrace(error).GetFrames().Select(frame => frame.GetMethod()?.DeclaringType?.FullName)
            .Where(name => name?.StartsWith("Gmlm.", StringComparison.Ordinal) == true)
            .Select(name => name!.Split('+')[0]);
        return methods.FirstOrDefault(name => !name.StartsWith("Gmlm.Attack.", StringComparison.Ordinal)) ?? "no place that is known";
    }
}
