using Gmlm.Padir.Decoding;
using Xunit;

namespace Gmlm.Padir.Tests.Decoding;

/// <summary>Rules by which decoding ends when it is done: thresholds of confidence and of entropy, and what they are compared with.</summary>
public sealed class ThresholdTests
{
    private const float Kept = float.PositiveInfinity;

    // e⁻⁰·¹ = 0.905, e⁻⁰·⁵ = 0.607, e⁻² = 0.135; x: rejected.
    [Theory]
    [InlineData(0.5, new[] { -0.1f, -2f, -0.5f, Kept }, ".x..")]
    [InlineData(0.95, new[] { -0.5f, -2f, -0.1f, Kept }, "xx..")] // The most confident open position is kept in any case.
    [InlineData(0.95, new[] { -0.1f, -0.1f }, ".x")]
    [InlineData(0, new[] { -100f, -200f }, "..")]
    [InlineData(1, new[] { Kept, Kept }, "..")]
    public void Below_the_threshold_positions_are_rejected_but_for_the_surest(double threshold, float[] confidences, string expected) =>
        Assert.Equal(expected, Marked(new ConfidenceThreshold(threshold), confidences));

    // Entropies 0.3, 0.1, 0.2, 0.4 in nats: kept while the sum of the smaller ones is within the bound.
    [Theory]
    [InlineData(0, "x.xx")]
    [InlineData(0.11, "x..x")]
    [InlineData(0.29, "x..x")]
    [InlineData(0.31, "...x")]
    [InlineData(0.61, "....")]
    public void Positions_are_kept_while_their_entropies_but_for_the_largest_are_within_the_bound(double bound, string expected)
    {
        Assert.Equal(expected, Marked(new EntropyBound(bound), [-0.3f, -0.1f, -0.2f, -0.4f]));
        Assert.Equal(expected + ".", Marked(new EntropyBound(bound), [-0.3f, -0.1f, -0.2f, -0.4f, Kept])); // What is kept counts no more.
    }

    // The word 2 has 0.6, the word 3 0.3, and each of the other ten 0.01.
    [Theory]
    [InlineData(ConfidenceMeasure.Probability, 0.6)]
    [InlineData(ConfidenceMeasure.Margin, 0.3)]
    [InlineData(ConfidenceMeasure.Entropy, 0.3236)] // exp(0.6 ln 0.6 + 0.3 ln 0.3 + 0.1 ln 0.01)
    public void Confidence_is_what_its_measure_says_and_the_score_stays_ln_p(ConfidenceMeasure measure, double expected)
    {
        float[] logits = [.. Enumerable.Range(0, HandMade.Size).Select(id => MathF.Log(id == 2 ? 0.6f : id == 3 ? 0.3f : 0.01f) + 5)];
        var (token, logProbability) = new TokenSampler(new() { Confidence = measure }).Choose(logits, new Random(1), out var confidence);
        Assert.Equal((2, Math.Log(0.6)), (token, logProbability), (a, b) => a.Item1 == b.Item1 && Math.Abs(a.Item2 - b.Item2) < 1e-5);
        Assert.Equal(expected, Math.Exp(confidence), 1e-4);

        var read = new HandMade((_, _) => logits).Decode(new() { Iterations = 3, Confidence = measure, Rejecter = new ConfidenceThreshold(0.99), Update = UpdateScheme.EasyFirst }, 3);
        Assert.Equal(3 * Math.Log(0.6), read.Score, 1e-4);
    }

    [Fact]
    public void Impossible_tokens_have_no_share_in_the_entropy()
    {
        float[] logits = [0, 0, float.NegativeInfinity, float.NegativeInfinity];
        new TokenSampler(new() { Confidence = ConfidenceMeasure.Entropy }).Choose(logits, new Random(1), out var confidence);
        Assert.Equal(-Math.Log(2), confidence, 1e-6);
    }

    // All sure at once: one pass. None ever: one word a pass.
    [Theory]
    [InlineData(0.95, 1)]
    [InlineData(0.8, 4)]
    public void Decoding_ends_when_all_is_sure(double probability, int passes)
    {
        var model = HandMade.Saying((_, i) => (2 + i, probability));
        var options = new DecodingOptions { Iterations = 10, Rejecter = new ConfidenceThreshold(0.9), Update = UpdateScheme.EasyFirst };
        var decoded = model.Decode(options, 4);
        Assert.Equal([2, 3, 4, 5], decoded.Tokens);
        Assert.Equal((passes, true), (decoded.Iterations, decoded.FixedPoint || passes == 1));
        Assert.Equal(passes, model.Calls.Count);
    }

    // In the second iteration the model would rather say 3 than the 2 that is kept: with 0.6, or 0.9.
    [Theory]
    [InlineData(null, 0.9, 2)]
    [InlineData(0.8, 0.6, 2)]
    [InlineData(0.8, 0.9, 3)]
    public void A_kept_word_is_overwritten_where_another_is_likely_enough(double? above, double probability, int expected)
    {
        HandMade model = null!;
        model = HandMade.Saying((_, i) => (i, model.Calls.Count) switch { (0, 1) => (2, 0.99), (0, _) => (3, probability), _ => (4, 0.5) });
        var options = new DecodingOptions { Iterations = 3, Rejecter = new ConfidenceThreshold(0.9), Update = UpdateScheme.EasyFirst, EditAbove = above };
        Assert.Equal([expected, 4, 4], model.Decode(options, 3).Tokens);
        Assert.Equal(above is null ? [1, 2] : [0, 1, 2], model.Calls[1][0].Positions);
    }

    [Theory]
    [InlineData("EditAbove overwrites words that are kept for good; Update must then be EasyFirst", 0)]
    [InlineData("Rejecter is EntropyBound; Confidence must then be Entropy", 1)]
    [InlineData("EntropyBound.Bound is -1; it must be finite and at least 0", 2)]
    [InlineData("ConfidenceThreshold.Threshold is 2; it must be from 0 to 1", 3)]
    [InlineData("EditAbove is 2; it must be from 0 to 1", 4)]
    public void A_bad_choice_is_refused_in_one_line(string message, int which)
    {
        DecodingOptions options = which switch
        {
            0 => new() { EditAbove = 0.9 },
            1 => new() { Rejecter = new EntropyBound(1) },
            2 => new() { Rejecter = new EntropyBound(-1), Confidence = ConfidenceMeasure.Entropy },
            3 => new() { Rejecter = new ConfidenceThreshold(2) },
            _ => new() { EditAbove = 2, Update = UpdateScheme.EasyFirst },
        };
        Assert.Equal(message, Assert.Throws<DecodingException>(() => new ParallelDecoder(options, HandMade.Tokens)).Message);
    }

    // Three lengths: 3 passes each; or 3 passes of the best after one of all.
    [Theory]
    [InlineData(null, 9)]
    [InlineData(1, 5)]
    public void Evaluations_are_rows_times_passes(int? kept, int expected)
    {
        var options = new DecodingOptions { Iterations = 3, Rejecter = new LinearSchedule(), KeptCandidates = kept };
        var sentence = new ParallelDecoder(options, HandMade.Tokens).Translate(HandMade.Saying((_, _) => (2, 0.5)), [[2, 3, 4]], new Random(1))[0];
        Assert.Equal(expected, sentence.Evaluations);
    }

    private static string Marked(Rejecter rejecter, float[] confidences)
    {
        var rejected = new bool[confidences.Length];
        rejecter.Mark(new int[confidences.Length], confidences, 0, 9, rejected);
        return string.Concat(rejected.Select(mark => mark ? 'x' : '.'));
    }
}
