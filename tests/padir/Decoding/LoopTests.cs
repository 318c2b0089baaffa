using Gmlm.Padir.Configuration;
using Gmlm.Padir.Decoding;
using Gmlm.Padir.Tests.ControlledPair;
using Xunit;

namespace Gmlm.Padir.Tests.Decoding;

public class LoopTests
{
    public static readonly TheoryData<Rejecter> Rejecters = [new Passthrough(), new LinearSchedule(), new CosineSchedule(), ConstantSchedule.Bottom(2), new Stutter()];

    // Position i predicts word 2 + i; confidence falls from left to right.
    private static HandMade Falling() => HandMade.Saying((_, i) => (2 + (i % 5), 0.9 - (0.1 * i)));

    [Theory, MemberData(nameof(Rejecters))]
    public void S_iterations_are_S_calls(Rejecter rejecter)
    {
        foreach (var iterations in new[] { 1, 2, 3, 7 })
        {
            var model = Falling();
            var result = model.Decode(new() { Iterations = iterations, Rejecter = rejecter }, 8);
            Assert.Equal(iterations, model.Calls.Count);
            Assert.Equal(iterations, result.Iterations);
            Assert.Equal(iterations, result.Trace!.Steps.Count);
            Assert.False(result.FixedPoint);
            Assert.Equal([2, 3, 4, 5, 6, 2, 3, 4], result.Tokens);
        }
    }

    [Theory]
    [InlineData(UpdateScheme.Rejected, 5)]
    [InlineData(UpdateScheme.EasyFirst, 5)]
    [InlineData(UpdateScheme.EasyFirst, 8)]
    public void Where_only_rejected_words_are_written_S_iterations_are_S_calls_too(UpdateScheme update, int iterations)
    {
        var model = Falling();
        model.Decode(new() { Iterations = iterations, Rejecter = new LinearSchedule(), Update = update }, 8);
        Assert.Equal(iterations, model.Calls.Count);

        var brief = Falling(); // With more iterations than words, the schedule rejects nothing once its count is rounded down to 0.
        Assert.True(brief.Decode(new() { Iterations = 20, Rejecter = new LinearSchedule(), Update = update }, 8).FixedPoint);
        Assert.Equal(18, brief.Calls.Count);
    }

    [Theory]
    [InlineData(InputScheme.Mask, "7 7 7 7 1|2 7 7 7 1|2 3 7 7 1|2 3 4 7 1")]
    [InlineData(InputScheme.MaskRange, "8 9 10 11 1|2 9 10 11 1|2 3 10 11 1|2 3 4 11 1")]
    public void A_linear_schedule_keeps_one_word_more_each_time(InputScheme input, string expected)
    {
        foreach (var update in Enum.GetValues<UpdateScheme>())
        {
            var model = Falling();
            var result = model.Decode(new() { Iterations = 4, Rejecter = new LinearSchedule(), Input = input, Update = update }, 4);
            Assert.Equal(expected, string.Join('|', model.Calls.Select(call => string.Join(' ', call[0].Tokens))));
            Assert.Equal([2, 3, 4, 5], result.Tokens);
            var asked = string.Join('|', model.Calls.Select(call => string.Join(' ', call[0].Positions)));
            Assert.Equal(update == UpdateScheme.All ? "0 1 2 3|0 1 2 3|0 1 2 3|0 1 2 3" : "0 1 2 3|1 2 3|2 3|3", asked);
        }
    }

    [Theory]
    [InlineData(UpdateScheme.Rejected, "0 3")]
    [InlineData(UpdateScheme.EasyFirst, "2 3")]
    public void Only_easy_first_never_takes_a_word_back(UpdateScheme update, string expected)
    {
        HandMade model = null!;
        model = HandMade.Saying((_, i) => (2 + i, model.Calls.Count > 1 ? 0.9 : 0.5 - (0.1 * i)));
        model.Decode(new() { Iterations = 4, Rejecter = new LinearSchedule(), Update = update }, 4);
        Assert.Equal("1 2 3", string.Join(' ', model.Calls[1][0].Positions));
        Assert.Equal(expected, string.Join(' ', model.Calls[2][0].Positions));
    }

    [Theory]
    [InlineData(RemaskingScheme.Initial, "7 7|2 7|3 7", "4 4")]
    [InlineData(RemaskingScheme.Previous, "7 7|2 7|3 7", "4 4")]
    [InlineData(RemaskingScheme.SummedArgmax, "7 7|2 2|3 2", "4 4")]
    public void Rejected_positions_hold_what_the_scheme_says(RemaskingScheme scheme, string expected, string output)
    {
        // The three iterations predict 2, 3 and 4, and the confidence in the prediction falls. Summed, 0.6 for 2 outweighs 0.5 for 3.
        HandMade model = null!;
        model = HandMade.Saying((_, i) => (1 + model.Calls.Count, (model.Calls.Count == 1 ? 0.6 : 0.5) - (0.01 * i)));
        var result = model.Decode(new() { Iterations = 3, Rejecter = ConstantSchedule.Bottom(1), Remasking = scheme }, 2);
        Assert.Equal(expected, string.Join('|', model.Calls.Select(call => string.Join(' ', call[0].Tokens.SkipLast(1)))));
        Assert.Equal(output, string.Join(' ', result.Tokens));
    }

    [Fact]
    public void Previous_is_the_word_before_this_iteration()
    {
        // The left word is kept in the first iteration and loses confidence in the second.
        HandMade model = null!;
        model = HandMade.Saying((_, i) => (1 + model.Calls.Count, (model.Calls.Count == 1) == (i == 0) ? 0.9 : 0.5));
        model.Decode(new() { Iterations = 3, Rejecter = ConstantSchedule.Bottom(1), Remasking = RemaskingScheme.Previous }, 2);
        Assert.Equal([2, HandMade.Mask, 1], model.Calls[1][0].Tokens);
        Assert.Equal([2, 3, 1], model.Calls[2][0].Tokens);
    }

    [Fact]
    public void Stutter_is_remasked_after_the_last_iteration_if_requested()
    {
        static int[] Run(bool remask) => [.. HandMade.Saying((_, i) => (i == 3 ? 4 : 3, 0.8)).Decode(new() { Iterations = 2, Rejecter = new Stutter(), RemaskStutter = remask }, 4).Tokens];
        Assert.Equal([3, 3, 3, 4], Run(false));
        Assert.Equal([3, HandMade.Mask, HandMade.Mask, 4], Run(true));
    }

    [Fact]
    public void Sequences_leave_at_their_fixed_points()
    {
        HandMade model = null!;
        model = HandMade.Saying((query, i) => (query.Source == 0 ? 2 + i : 2 + (model.Calls.Count % 2), 0.8));
        var decoder = new ParallelDecoder(new() { Iterations = 5, StopAtFixedPoint = true }, HandMade.Tokens);
        var results = decoder.Decode(model, [new(0, 3), new(1, 2)], new Random(1));
        Assert.Equal([2, 2, 1, 1, 1], model.Calls.Select(call => call.Length));
        Assert.Equal([(2, true), (5, false)], results.Select(result => (result.Iterations, result.FixedPoint)));
        Assert.Equal([2, 3, 4], results[0].Tokens);
    }

    [Fact]
    public void Stopping_at_a_fixed_point_changes_no_outcome_of_deterministic_iterations()
    {
        foreach (var rejecter in Rejecters.Select(row => row.Data))
        {
            foreach (var (scheme, remask) in Enum.GetValues<RemaskingScheme>().SelectMany(scheme => new[] { (scheme, false), (scheme, true) }))
            {
                foreach (var salt in Enumerable.Range(0, 20))
                {
                    // The prediction depends on the words at the position and to its right.
                    DecodedCandidate Run(bool stop) => HandMade.Saying((query, i) =>
                    {
                        var mixed = (query.Tokens[i] * 7) + (query.Tokens[i + 1] * 3) + (i * 5) + salt;
                        return (2 + (mixed % 5), 0.3 + (mixed % 11 * 0.05));
                    }).Decode(new() { Iterations = 12, Rejecter = rejecter, Remasking = scheme, RemaskStutter = remask, StopAtFixedPoint = stop }, 5);
                    Assert.Equal(Run(false).Tokens, Run(true).Tokens);
                }
            }
        }
    }

    [Fact]
    public void Ends_stay_and_only_words_are_queried()
    {
        var model = HandMade.Saying((query, i) => (i == query.Tokens.Count - 2 ? 0 : 2, 0.7));
        var decoder = new ParallelDecoder(new() { Iterations = 4, Rejecter = new LinearSchedule(), Temperature = 1, Input = InputScheme.Random }, HandMade.Tokens);
        var results = decoder.Decode(model, [new(0, 1), new(1, 4), new(2, 2)], new Random(2));
        Assert.All(model.Calls.SelectMany(call => call), query =>
        {
            Assert.Equal(1, query.Tokens[^1]);
            Assert.All(query.Positions, position => Assert.InRange(position, 0, query.Tokens.Count - 2));
        });
        Assert.Equal([1, 4, 2], results.Select(result => result.Tokens.Count));
        Assert.All(model.Calls[0], query => Assert.All(query.Tokens.SkipLast(1), word => Assert.InRange(word, 2, 6)));
    }

    [Fact]
    public void Confidence_noise_keeps_words_with_the_probability_of_their_confidence()
    {
        // By the Gumbel-max trick, word i has the largest ln p + Gumbel with probability p_i / Σ p. The noise scale 2 has fallen to 1 after
        // half of the iterations. Among two words, the noise with its sign reversed would do the same; among three it does not.
        const int Draws = 6000;
        double[] sure = [0.6, 0.3, 0.1];
        var model = HandMade.Saying((_, i) => (2, sure[i]));
        var options = new DecodingOptions { Iterations = 2, Rejecter = ConstantSchedule.Bottom(2), ConfidenceNoise = 2 };
        var decoder = new ParallelDecoder(options, HandMade.Tokens);
        decoder.Decode(model, [.. Enumerable.Range(0, Draws).Select(source => new Candidate(source, 3))], new Random(3));
        int[] kept = [.. Enumerable.Range(0, 3).Select(i => model.Calls[1].Count(query => query.Tokens[i] == 2))];
        Assert.Equal(Draws, kept.Sum());
        var (statistic, limit) = Grammars.ChiSquare(sure.Zip(kept, (probability, count) => (probability, count)), Draws);
        Assert.True(statistic < limit, $"{string.Join(", ", kept)} of {Draws}");
    }
}
