using System.Text;

namespace Gmlm.Reproduce.Commands.Streams;

/// <summary>
/// Writes messages to standard error, and drops what cannot be written, so that a full or closed standard error does not end the work.
/// </summary>
/// <param name="to">The destination.</param>
internal sealed class BestEffortWriter(TextWriter to) : TextWriter
{
    public override Encoding Encoding => to.Encoding;

    public override void Write(char value) => Try(() => to.Write(value));

    public override void Write(char[] buffer, int index, int count) => Try(() => to.Write(buffer, index, count));

    public override void Write(string? value) => Try(() => to.Write(value));

    public override void WriteLine(string? value) => Try(() => to.WriteLine(value));

    public override void Flush() => Try(to.Flush);

    private static void Try(Action write)
    {
        try
        {
            write();
        }
        catch (IOException)
        {
            // The failure cannot be reported, because messages go to this same stream.
        }
    }
}
