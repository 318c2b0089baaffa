using Gmlm.Padir.Configuration;
using Gmlm.Padir.Decoding;
using Gmlm.Padir.Tests.Model;
using Xunit;
using static TorchSharp.torch;

namespace Gmlm.Padir.Tests.Decoding;

/// <summary>How often the refinement queries a model, and for which words.</summary>
public class KGibbsLoopTests
{
    public static readonly TheoryData<string, KGibbsOptions> Bad = new()
    {
        { "Positions is 0; it must be at least 1", new() { Positions = 0 } },
        { "Steps is 0; it must be at least 1", new() { Steps = 0 } },
        { "Temperature is -1; it must be finite and at least 0", new() { Temperature = -1 } },
        { "Temperature is NaN; it must be finite and at least 0", new() { Temperature = double.NaN } },
        { "Choice is 7; it must be one of the choices", new() { Choice = (KGibbsChoice)7 } },
        { "Order is 7; it must be one of the orders", new() { Order = (KGibbsOrder)7 } },
        { "Input is Random; it must be Mask or MaskRange", new() { Input = InputScheme.Random } },
        { "LengthAlpha is -1; it must be finite and at least 0", new() { LengthAlpha = -1 } },
    };

    [Theory, MemberData(nameof(Bad))]
    public void A_bad_option_is_refused_in_one_line(string message, KGibbsOptions options) =>
        Assert.Equal(message, Assert.Throws<DecodingException>(() => new KGibbsRefiner(options, HandMade.Tokens)).Message);

    [Fact]
    public void What_cannot_be_refined_is_refused()
    {
        var refiner = new KGibbsRefiner(new() { Input = InputScheme.MaskRange }, HandMade.Tokens);
        Assert.Contains("4 masks", Assert.Throws<DecodingException>(() => refiner.Refine(Fives(), [Words(2, 3, 4, 5, 6)], new Random(1))).Message);
        Assert.Throws<ArgumentException>(() => refiner.Refine(Fives(), [Words()], new Random(1)));
        Assert.Empty(refiner.Refine(Fives(), [], new Random(1)));
    }

    [Theory]
    [InlineData(true, KGibbsOrder.Random, 3, 12)]
    [InlineData(true, KGibbsOrder.SurestFirst, 3, 12)]
    [InlineData(true, KGibbsOrder.Random, 9, 20)] // the longest candidate has 5 words
    [InlineData(false, KGibbsOrder.Random, 3, 4)]
    public void A_joint_draw_needs_k_network_evaluations_a_step_and_an_independent_one_needs_one(bool jointly, KGibbsOrder order, int positions, int calls)
    {
        var model = Fives();
        var options = new KGibbsOptions { Jointly = jointly, Order = order, Positions = positions, Steps = 4 };
        var refined = new KGibbsRefiner(options, HandMade.Tokens).Refine(model, [Words(2, 3), Words(2, 3, 4, 6, 2)], new Random(1), trace: true);
        Assert.Equal(calls, model.Calls.Count);
        Assert.Equal([10 + (4 * (jointly ? 2 : 1)), 10 + calls], refined.Select(item => item.Iterations));
        Assert.All(refined, item => Assert.Equal(item.Iterations - 10, item.Trace!.Steps.Count));

        // Within a step, drawn words are visible to later draws, and every hidden word is drawn once.
        var masks = model.Calls.Select(call => call[^1].Tokens.Count(token => token == HandMade.Mask)).ToList();
        var k = Math.Min(positions, 5);
        Assert.Equal(Enumerable.Repeat(jointly ? Enumerable.Range(1, k).Reverse() : [k], 4).SelectMany(step => step), masks);
        Assert.All(model.Calls.SelectMany(call => call), query => Assert.All(query.Positions, position => Assert.Equal(HandMade.Mask, query.Tokens[position])));
    }

    [Theory]
    [InlineData(KGibbsOrder.SurestFirst, "2 5 7 3 7 1|2 5 5 3 7 1")]
    public void The_least_confident_are_hidden_and_the_surest_drawn_first(KGibbsOrder order, string inputs)
    {
        // Confidences fall towards the middle. Positions 2 and 4 share the lowest confidence, and the model's prediction at 2 is the more
        // confident one.
        var model = HandMade.Saying((_, i) => (5, i == 2 ? 0.9 : 0.6));
        var candidate = Words(2, 5, 4, 3, 6) with { LogProbabilities = [-0.1f, -0.2f, -3, -0.3f, -3] };
        var options = new KGibbsOptions { Choice = KGibbsChoice.LeastConfident, Order = order, Temperature = 0 };
        var refined = new KGibbsRefiner(options, HandMade.Tokens).Refine(model, [candidate], new Random(1))[0];
        Assert.Equal(inputs, string.Join('|', model.Calls.Select(call => string.Join(' ', call[0].Tokens))));
        Assert.Equal([2, 5, 5, 3, 5], refined.Tokens);
        Assert.Equal([-0.1f, -0.2f, (float)Math.Log(0.9), -0.3f, (float)Math.Log(0.6)], refined.LogProbabilities.Select(value => value), (a, b) => Math.Abs(a - b) < 1e-5);
        Assert.Equal(refined.LogProbabilities.Sum(value => (double)value), refined.Score, 5);
        Assert.Equal([2, 5, 4, 3, 6], candidate.Tokens);
    }

    [Fact]
    public void The_trace_continues_that_of_the_loop()
    {
        string[] words = ["", "", "the", "dog", "dogs", "bark", "barks", "[MASK]"];
        HandMade model = null!;
        model = HandMade.Saying((_, i) => i switch { 0 => (2, 0.9), 1 => (3, 0.6), _ => (model.Calls.Count == 1 ? 5 : 6, model.Calls.Count == 1 ? 0.5 : 0.98) });
        var candidate = model.Decode(new() { Iterations = 1 }, 3);
        var options = new KGibbsOptions { Choice = KGibbsChoice.LeastConfident, Order = KGibbsOrder.SurestFirst, Temperature = 0 };
        var trace = new KGibbsRefiner(options, HandMade.Tokens).Refine(model, [candidate], new Random(1), trace: true)[0].Trace!;
        const string Expected = """
            input   [MASK]    [MASK]      [MASK]
            1       the 0.90  (dog 0.60)  (bark 0.50)
            2       ·         ·           barks 0.98
            3       ·         dog 0.60    ·
            output  the       dog         barks

            """;
        Assert.Equal(Expected, trace.ToText(id => words[id]));
        Assert.Null(new KGibbsRefiner(options, HandMade.Tokens).Refine(model, [candidate], new Random(1))[0].Trace);
    }

    [Theory, InlineData(true), InlineData(false)]
    public void No_candidate_changes_another_and_positions_are_chosen_uniformly(bool jointly)
    {
        string Run(int seed, params DecodedCandidate[] candidates) => string.Join(' ', new KGibbsRefiner(new() { Jointly = jointly, Steps = 2 }, HandMade.Tokens)
            .Refine(HandMade.Saying((query, i) => (2 + ((i + query.Source) % 5), 0.4)), candidates, new Random(seed))[0].Tokens);
        foreach (var seed in Enumerable.Range(0, 20))
        {
            Assert.Equal(Run(seed, Words(2, 3, 4, 5)), Run(seed, Words(2, 3, 4, 5), Words(6), Words(2, 2, 2, 2, 2, 2)));
        }

        const int Draws = 3000;
        var model = Fives();
        new KGibbsRefiner(new() { Jointly = jointly }, HandMade.Tokens).Refine(model, [.. Enumerable.Repeat(Words(2, 3, 4, 6), Draws)], new Random(2));
        var hidden = model.Calls[0].SelectMany(query => Enumerable.Range(0, 4).Where(i => query.Tokens[i] == HandMade.Mask)).CountBy(i => i).ToList();
        var band = 4.9 * Math.Sqrt(Draws * 0.25); // Each of four positions has probability ½. A band of 4.9 standard deviations is left with probability 10⁻⁶.
        Assert.Equal(4, hidden.Count);
        Assert.All(hidden, item => Assert.InRange(item.Value, (Draws / 2) - band, (Draws / 2) + band));
    }

    [Fact]
    public void A_networks_batch_is_refined_as_each_alone()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var network = Tensors.Network(Tensors.Tiny);
        using var source = network.Encode(Tensors.Ids(network.Config, [5, 6, 7, 1], [11, 12, 1]));
        using var model = new NetworkDecodingModel(network, source);
        var tokens = new DecodingTokens(0, 1, 39, position => 30 + position, 9, 4, 20, 29, 3);
        var candidates = new ParallelDecoder(new() { Iterations = 2 }, tokens).Decode(model, [new(0, 6), new(1, 2), new(1, 4)], new Random(1));
        foreach (var options in new KGibbsOptions[] { new() { Temperature = 0, Steps = 3, Choice = KGibbsChoice.LeastConfident }, new() { Temperature = 0, Jointly = false, Positions = 3, Input = InputScheme.MaskRange, Choice = KGibbsChoice.LeastConfident } })
        {
            var refiner = new KGibbsRefiner(options with { Order = KGibbsOrder.SurestFirst }, tokens);
            var batch = refiner.Refine(model, candidates, new Random(1));
            for (var i = 0; i < candidates.Count; i++)
            {
                var alone = refiner.Refine(model, [candidates[i]], new Random(1))[0];
                Assert.Equal(alone.Tokens, batch[i].Tokens);
                Assert.Equal(alone.Score, batch[i].Score, 3);
            }
        }
    }

    private static HandMade Fives() => HandMade.Saying((_, _) => (5, 0.9));

    private static DecodedCandidate Words(params int[] tokens) => new(0, tokens, new float[tokens.Length], 0, 10, false, null);
}
