using Gmlm.Padir.Decoding;
using Xunit;

namespace Gmlm.Padir.Tests.Decoding;

public class TraceTests
{
    [Fact]
    public void A_trace_reads_like_a_table()
    {
        string[] words = ["", "", "the", "dog", "dogs", "bark", "barks", "[MASK]"];
        HandMade model = null!;
        model = HandMade.Saying((_, i) => i switch
        {
            0 => (2, 0.9),
            1 => (3, model.Calls.Count == 1 ? 0.6 : 0.95),
            _ => (model.Calls.Count == 1 ? 5 : 6, model.Calls.Count == 1 ? 0.5 : 0.98),
        });
        var trace = model.Decode(new() { Iterations = 3, Rejecter = new LinearSchedule() }, 3).Trace!;
        const string Expected = """
            input   [MASK]      [MASK]      [MASK]
            1       the 0.90    (dog 0.60)  (bark 0.50)
            2       (the 0.90)  dog 0.95    barks 0.98
            3       the 0.90    ·           ·
            output  the         dog         barks

            """;
        Assert.Equal(Expected, trace.ToText(id => words[id]));
    }

    [Fact]
    public void Without_being_asked_there_is_none()
    {
        var decoder = new ParallelDecoder(new(), HandMade.Tokens);
        Assert.Null(decoder.Decode(HandMade.Saying((_, _) => (2, 0.5)), [new(0, 2)], new Random(1))[0].Trace);
    }
}
