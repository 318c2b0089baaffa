using Gmlm.Padir.Configuration;
using Gmlm.Padir.Decoding;
using Xunit;

namespace Gmlm.Padir.Tests.Decoding;

/// <summary>What the loop keeps on a canvas, and what is read from it. Words are 2 … 5, the blank 6, the mask 7.</summary>
public sealed class CanvasLoopTests
{
    // Cells: a word of two cells, a blank between, the same word again, another word.
    private static readonly int[] Said = [2, 2, 6, 2, 3];
    private static readonly double[] Sure = [0.5, 0.9, 0.99, 0.6, 0.7];

    [Fact]
    public void Words_are_kept_by_their_surest_cells_and_blanks_stay_open()
    {
        var model = Model();
        Decode(model, new() { Iterations = 3, Rejecter = new LinearSchedule(), Update = UpdateScheme.EasyFirst });
        Assert.Equal(["7 7 7 7 7", "2 2 7 7 7", "2 2 7 7 3"], Inputs(model));
    }

    [Fact]
    public void Cells_are_kept_one_by_one_where_they_are_the_unit()
    {
        var model = Model();
        Decode(model, new() { Iterations = 5, Rejecter = new LinearSchedule(), Update = UpdateScheme.EasyFirst, CanvasUnit = CanvasUnit.Cells });
        Assert.Equal(["7 7 7 7 7", "7 7 6 7 7", "7 2 6 7 7", "7 2 6 7 3", "7 2 6 2 3"], Inputs(model));
    }

    [Fact]
    public void Of_every_block_of_S_cells_one_more_is_kept_each_time()
    {
        var model = Model();
        Decode(model, new() { Iterations = 2, Rejecter = new BlockSchedule(), Update = UpdateScheme.EasyFirst, CanvasUnit = CanvasUnit.Cells });
        Assert.Equal(["7 7 7 7 7", "7 2 6 7 3"], Inputs(model)); // The block of the last cell is that cell alone.
    }

    // "2 2" is one word; the next word is the same, and stutter.
    [Theory]
    [InlineData(CanvasUnit.Words)]
    [InlineData(CanvasUnit.Cells)]
    public void Stutter_is_seen_among_words_and_not_among_cells(CanvasUnit unit)
    {
        var model = Model();
        var options = new DecodingOptions { Iterations = 2, Rejecter = new Stutter(), Update = UpdateScheme.Rejected, CanvasUnit = unit };
        Decode(model, options);
        Assert.Equal(["7 7 7 7 7", unit == CanvasUnit.Words ? "2 2 7 7 3" : "2 2 6 7 3"], Inputs(model));

        model = Model();
        Decode(model, options with { Rejecter = new Passthrough(), RemaskStutter = true, CanvasUnit = CanvasUnit.Cells });
        Assert.Equal(["7 7 7 7 7", "2 2 6 7 3"], Inputs(model));
    }

    [Fact]
    public void A_text_is_read_from_the_cells()
    {
        var read = Decode(Model(), new() { Iterations = 1 }).Read(HandMade.Blank);
        Assert.Equal([2, 2, 3], read.Tokens);
        Assert.Equal(Said, read.Cells!);
        Assert.Equal([0.9, 0.6, 0.7], read.LogProbabilities.Select(value => Math.Exp(value)), (a, b) => Math.Abs(a - b) < 1e-5);
        Assert.Empty(Decode(HandMade.Saying((_, _) => (HandMade.Blank, 0.5)), new() { Iterations = 3 }).Read(HandMade.Blank).Tokens);
    }

    // The blank's logit is ln 0.5, the word's ln 0.4, and the other ten share 0.1.
    [Fact]
    public void The_blanks_bias_changes_choice_confidence_and_score()
    {
        var model = new HandMade((_, _) => [.. Enumerable.Range(0, HandMade.Size).Select(id => MathF.Log(id == HandMade.Blank ? 0.5f : id == 2 ? 0.4f : 0.01f))]);
        DecodedCandidate With(double? bias) => Decode(model, new() { Iterations = 1, BlankBias = bias });
        Assert.Equal([6, 6, 6, 6, 6], With(null).Tokens);
        Assert.Equal([6, 6, 6, 6, 6], With(0.2).Tokens);
        var biased = With(Math.Log(5)); // The blank has 0.1 then, of 0.6.
        Assert.Equal([2, 2, 2, 2, 2], biased.Tokens);
        Assert.All(biased.LogProbabilities, value => Assert.Equal(Math.Log(0.4 / 0.6), value, 1e-5));
        Assert.Equal(5 * Math.Log(0.4 / 0.6), biased.Score, 1e-4);

        // Elsewhere the id is a word like others.
        Assert.Equal([6, 6], new ParallelDecoder(new() { BlankBias = 4 }, HandMade.Tokens).Decode(model, [new(0, 2)], new Random(1))[0].Tokens);
    }

    [Fact]
    public void A_trace_shows_blanks_and_the_text()
    {
        var trace = Decode(Model(), new() { Iterations = 1 }).Trace!;
        const string Expected = """
            input   #       #       #       #       #
            1       a 0.50  a 0.90  ∅ 0.99  a 0.60  b 0.70
            output  a       a       ∅       a       b
            text    a a b

            """;
        Assert.Equal(Expected, trace.ToText(id => "  ab   #"[id].ToString()));
    }

    [Theory]
    [InlineData("TopKLengths is 3; it must be 1 on a canvas, which has one size", 0)]
    [InlineData("BeamLength is 3; it must be 1 on a canvas, which has one size", 1)]
    [InlineData("Input is Random; it must be Mask or MaskRange on a canvas", 2)]
    [InlineData("BlankBias is NaN; it must be finite", 3)]
    public void What_a_canvas_has_no_use_for_is_refused(string message, int which)
    {
        DecodingOptions options = which switch
        {
            0 => new() { TopKLengths = 3 },
            1 => new() { BeamLength = 3 },
            2 => new() { Input = InputScheme.Random },
            _ => new() { BlankBias = double.NaN },
        };
        Assert.Equal(message, Assert.Throws<DecodingException>(() => new ParallelDecoder(options, HandMade.Tokens, isCanvas: true)).Message);
    }

    // The words a, b and c at cells 1, 4 and 5: to hide b also opens the blanks beside it, to hide a those on both its sides.
    [Theory]
    [InlineData(1, 0.3, 0.2, 0.9, "6 2 7 7 7 4 6")]
    [InlineData(1, 0.1, 0.2, 0.9, "7 7 7 7 3 4 6")]
    [InlineData(1, 0.9, 0.3, 0.2, "6 2 6 6 3 7 7")]
    [InlineData(2, 0.1, 0.2, 0.9, "7 7 7 7 7 4 6")]
    [InlineData(9, 0.1, 0.2, 0.9, "7 7 7 7 7 7 7")]
    public void K_gibbs_hides_words_with_the_cells_around_them(int words, double a, double b, double c, string expected)
    {
        var model = HandMade.Saying((_, _) => (5, 0.9));
        int[] cells = [6, 2, 6, 6, 3, 4, 6];
        float[] sure = [.. new[] { 0.99, a, 0.99, 0.99, b, c, 0.99 }.Select(p => (float)Math.Log(p))];
        var options = new KGibbsOptions { Positions = words, Choice = KGibbsChoice.LeastConfident, Temperature = 0 };
        var refined = new KGibbsRefiner(options, HandMade.Tokens, isCanvas: true).Refine(model, [new(0, cells, sure, 0, 1, false, null)], new Random(1))[0];
        Assert.Equal(expected, string.Join(' ', model.Calls[0][0].Tokens.SkipLast(1)));
        var hidden = expected.Split(' ').Select(id => id == "7").ToArray();
        Assert.Equal(cells.Select((cell, t) => hidden[t] ? 5 : cell), refined.Tokens);
        Assert.Equal(hidden.Count(each => each), model.Calls.Count); // one network evaluation for each cell
    }

    [Fact]
    public void A_canvas_without_words_is_hidden_whole()
    {
        var model = HandMade.Saying((_, _) => (5, 0.9));
        new KGibbsRefiner(new(), HandMade.Tokens, isCanvas: true).Refine(model, [new(0, [6, 6, 6], new float[3], 0, 1, false, null)], new Random(1));
        Assert.Equal([7, 7, 7, 1], model.Calls[0][0].Tokens);
    }

    private static HandMade Model() => HandMade.Saying((_, i) => (Said[i], Sure[i]));

    private static DecodedCandidate Decode(HandMade model, DecodingOptions options) =>
        new ParallelDecoder(options, HandMade.Tokens, isCanvas: true).Decode(model, [new(0, Said.Length)], new Random(1), trace: true)[0];

    private static IEnumerable<string> Inputs(HandMade model) => model.Calls.Select(call => string.Join(' ', call[0].Tokens.SkipLast(1)));
}
