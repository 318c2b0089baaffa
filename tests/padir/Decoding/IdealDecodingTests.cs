using Gmlm.Padir.ControlledPair;
using Gmlm.Padir.Decoding;
using Gmlm.Padir.Tests.ControlledPair;
using Xunit;

namespace Gmlm.Padir.Tests.Decoding;

/// <summary>Runs the decoding loop on exact conditionals and compares it with exact properties of the language.</summary>
public class IdealDecodingTests
{
    private static readonly ControlledGrammar Grammar = Grammars.One;
    private static readonly DecodingTokens Tokens = DecodingTokens.Of(Grammar.Vocabulary);
    private static readonly int[][] Sources = [.. Grammars.Sources(Grammar, 61, 30)];

    [Theory]
    [InlineData(UpdateScheme.All, 0)]
    [InlineData(UpdateScheme.All, 1)]
    [InlineData(UpdateScheme.Rejected, 1)]
    [InlineData(UpdateScheme.EasyFirst, 0)]
    [InlineData(UpdateScheme.EasyFirst, 1)]
    public void One_word_per_iteration_gives_a_valid_translation_always(UpdateScheme update, double temperature)
    {
        var model = new IdealDecodingModel(Grammar, Sources);
        for (var source = 0; source < Sources.Length; source++)
        {
            var length = Grammars.LikeliestLength(Grammar, Sources[source]);
            var decoder = new ParallelDecoder(new() { Iterations = length, Rejecter = new LinearSchedule(), Update = update, Temperature = temperature }, Tokens);
            Assert.All(decoder.Decode(model, [new(source, length), new(source, length)], new Random(source)), result =>
                Assert.True(Grammar.IsValid(Sources[source], [.. result.Tokens])));
        }
    }

    [Fact]
    public void One_shot_is_valid_as_often_as_the_exact_probability_says()
    {
        const int Draws = 400;
        var model = new IdealDecodingModel(Grammar, Sources);
        var decoder = new ParallelDecoder(new() { Iterations = 1, Temperature = 1 }, Tokens);
        var (valid, expected, variance) = (0, 0.0, 0.0);
        for (var source = 0; source < 12; source++)
        {
            var translations = Grammar.Translations(Sources[source]);
            var length = Grammars.LikeliestLength(Grammar, Sources[source]);
            var exact = DecodingOutcome.Of(translations.GivenLength(length)!, RevealRules.OneShot).ValidProbability;
            var outputs = decoder.Decode(model, [.. Enumerable.Repeat(new Candidate(source, length), Draws)], new Random(100 + source));
            foreach (var output in outputs.GroupBy(item => string.Join(' ', item.Tokens)))
            {
                var kind = translations.Classify([.. output.First().Tokens]);
                Assert.NotEqual(OutputKind.OtherError, kind);
                valid += kind == OutputKind.Valid ? output.Count() : 0;
            }

            (expected, variance) = (expected + (Draws * exact), variance + (Draws * exact * (1 - exact)));
        }

        // A band of 4.9 standard deviations, which is left by chance with probability 10⁻⁶.
        Assert.InRange(valid, expected - (4.9 * Math.Sqrt(variance)), expected + (4.9 * Math.Sqrt(variance)));
        Assert.True(variance > 100, "The sources leave something to mix.");
    }

    [Fact]
    public void One_shot_argmax_is_the_mode_of_every_marginal()
    {
        var model = new IdealDecodingModel(Grammar, Sources);
        var decoder = new ParallelDecoder(new() { Iterations = 1 }, Tokens);
        for (var source = 0; source < Sources.Length; source++)
        {
            var length = Grammars.LikeliestLength(Grammar, Sources[source]);
            var marginals = Grammar.Translations(Sources[source], length)!.Marginals;
            var result = decoder.Decode(model, [new(source, length)], new Random(1))[0];
            Assert.All(result.Tokens.Zip(marginals), item => Assert.Equal(item.Second.Values.Max(), item.Second[item.First], 6));
            Assert.Equal(marginals.Sum(marginal => Math.Log(marginal.Values.Max())), result.Score, 4);
        }
    }
}
