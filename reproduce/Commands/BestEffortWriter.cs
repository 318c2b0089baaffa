using System.Text;

namespace Gmlm.Reproduce.Commands;

/// <summary>
/// Text for a person who may no longer listen: what cannot be written is dropped, so that a full or closed standard error ends no work.
/// </summary>
/// <param name="to">Where it goes.</param>
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
            // There is nowhere left to say so.
        }
    }
}
