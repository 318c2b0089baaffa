using Gmlm.Padir.Canvas;
using Gmlm.Padir.ControlledPair;
using Gmlm.Padir.Decoding;
using Xunit;

namespace Gmlm.Padir.Tests.Decoding;

/// <summary>The ideal decoder on a canvas against the enumeration of every canvas.</summary>
public sealed class IdealCanvasModelTests
{
    private const int Open = AlignmentLattice.Open, A = 200, B = 201, C = 202, Blank = PairVocabulary.Bos, CellCount = 4;

    private static readonly PairVocabulary Vocabulary = new ControlledGrammar(1).Vocabulary;

    // "a b" half of the time, else "c" or "a a".
    private static readonly TranslationDistribution Texts = new([new([A, B], 0.5), new([C], 0.3), new([A, A], 0.2)]);

    [Theory]
    [InlineData(new[] { Open, Open, Open, Open })]
    [InlineData(new[] { Open, Open, B, Open })]
    [InlineData(new[] { A, Open, Open, Open })]
    [InlineData(new[] { A, Blank, Open, Open })]
    [InlineData(new[] { Open, A, C, Open })] // No canvas has both: those with one of them have all the weight.
    [InlineData(new[] { C, A, A, A })]
    public void Cells_are_those_of_all_canvases_that_agree(int[] revealed)
    {
        var expected = new double[CellCount, Vocabulary.Count];
        var canvases = Canvases();
        double Prior(int[] canvas) => Texts.Probability(Read(canvas)) / canvases.Count(other => Read(other).SequenceEqual(Read(canvas)));
        int Contradictions(int[] canvas) => canvas.Zip(revealed).Count(pair => pair.Second != Open && pair.First != pair.Second);
        var possible = canvases.Where(canvas => Texts.Contains(Read(canvas))).ToArray();
        var fewest = possible.Min(Contradictions);
        var agreeing = possible.Where(canvas => Contradictions(canvas) == fewest).ToArray();
        var total = agreeing.Sum(Prior);
        foreach (var canvas in agreeing)
        {
            for (var t = 0; t < CellCount; t++)
            {
                expected[t, canvas[t]] += Prior(canvas) / total;
            }
        }

        var actual = new IdealCanvasModel([Texts], Vocabulary).Cells(Texts, revealed);
        Assert.Equal(expected.Cast<double>(), actual.Cast<double>(), (a, b) => Math.Abs(a - b) < 1e-10);
    }

    [Fact]
    public void The_loop_is_given_their_logarithms()
    {
        var model = new IdealCanvasModel([Texts], Vocabulary);
        var expected = model.Cells(Texts, [Open, Open, B, Open]);
        var mask = Vocabulary.Mask;
        model.Logits([new(0, [mask, Vocabulary.PositionMask(1), B, mask, PairVocabulary.Eos], [1, 3])], (logits, correctness) =>
        {
            Assert.True(correctness.IsEmpty);
            Assert.Equal(2 * Vocabulary.Count, logits.Length);
            for (var id = 0; id < Vocabulary.Count; id++)
            {
                Assert.Equal(expected[1, id], Math.Exp(logits[id]), 1e-6);
                Assert.Equal(expected[3, id], Math.Exp(logits[Vocabulary.Count + id]), 1e-6);
            }
        });
    }

    [Fact]
    public void One_cell_at_a_time_every_text_that_the_loop_draws_is_valid()
    {
        var decoder = new ParallelDecoder(
            new() { Iterations = 20, Rejecter = new ConfidenceThreshold(1), Update = UpdateScheme.EasyFirst, CanvasUnit = CanvasUnit.Cells, Temperature = 1 },
            DecodingTokens.Of(Vocabulary),
            isCanvas: true);
        var texts = decoder.Decode(new IdealCanvasModel([Texts], Vocabulary), [.. Enumerable.Repeat(new Candidate(0, CellCount), 200)], new Random(1));
        Assert.All(texts, text => Assert.True(Texts.Contains(CanvasCells.Join([.. text.Tokens], Blank))));
    }

    private static int[] Read(int[] canvas) => CanvasCells.Join(canvas, Blank);

    private static int[][] Canvases()
    {
        int[] ids = [A, B, C, Blank];
        return [.. Enumerable.Range(0, 256).Select(n => Enumerable.Range(0, CellCount).Select(t => ids[(n >> (2 * t)) & 3]).ToArray())];
    }
}
