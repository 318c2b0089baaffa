using Gmlm.Padir.ControlledPair;
using Gmlm.Padir.Decoding;
using Xunit;

namespace Gmlm.Padir.Tests.ControlledPair;

public class ModeMixingTests
{
    private static readonly FixedLengthTranslations Three = new TranslationDistribution([new([1, 1, 1, 1], 3), new([2, 2, 2, 1], 1), new([3, 3, 3, 1], 1)]).GivenLength(4)!;

    [Theory]
    [InlineData("1 1 1 1", 1)]
    [InlineData("3 3 3 1", 1)]
    [InlineData("1 2 2 1", 2)]
    [InlineData("2 3 2 1", 2)]
    [InlineData("1 2 3 1", 3)]
    [InlineData("1 1 1 2", null)]
    [InlineData("9 9 9 9", null)]
    public void The_fewest_modes_that_make_up_an_output(string output, int? modes) => Assert.Equal(modes, ModeMixing.Modes(Three, [.. output.Split(' ').Select(int.Parse)]));

    [Fact]
    public void Without_a_translation_of_that_length_there_are_none() => Assert.Null(ModeMixing.Modes(null, [1]));

    [Fact]
    public void Outputs_of_the_ideal_decoder_are_judged_as_by_trying_all_sets_of_translations()
    {
        var (grammar, seen) = (Grammars.One, new int[5]);
        int[][] sources = [.. Grammars.Sources(grammar, 81, 60)];
        var model = new IdealDecodingModel(grammar, sources);
        var outputs = new ParallelDecoder(new() { Iterations = 1, Temperature = 1 }, DecodingTokens.Of(grammar.Vocabulary))
            .Decode(model, [.. sources.Select((source, i) => new Candidate(i, Grammars.LikeliestLength(grammar, source)))], new Random(1)).Select(item => item.Tokens).ToList();
        for (var i = 0; i < sources.Length; i++)
        {
            var given = grammar.Translations(sources[i], outputs[i].Count)!;
            var modes = ModeMixing.Modes(given, outputs[i]);
            var expected = Enumerable.Range(1, 3).FirstOrDefault(count => Made(given, outputs[i], count), 4);
            Assert.Equal(expected, Math.Min(4, modes!.Value));
            Assert.Equal(modes == 1 ? OutputKind.Valid : OutputKind.ModeMixing, grammar.Translations(sources[i]).Classify([.. outputs[i]]));
            seen[expected]++;
        }

        Assert.All(seen[1..3], count => Assert.True(count > 0));
        var measured = ModeMixing.Measure(grammar, sources, outputs);
        Assert.Equal(seen[1] / 60.0, measured.Valid, 1e-12);
        Assert.Equal(seen[2] / 60.0, measured.TwoModes, 1e-12);
        Assert.Equal(1 - measured.Valid, measured.Mixed, 1e-12);
    }

    [Fact]
    public void Wrong_words_and_lengths_are_other_errors()
    {
        int[][] sources = [.. Grammars.Sources(Grammars.One, 82, 4)];
        int[][] outputs = [.. sources.Select(source => Grammars.One.Translations(source).Mode.Tokens.ToArray())];
        outputs[1] = outputs[1][1..];
        outputs[2][0] = Grammars.One.Vocabulary.Mask;
        outputs[3] = [];
        Assert.Equal(new ModeMixing(0.25, 0, 0, 0.75), ModeMixing.Measure(Grammars.One, sources, outputs));
        Assert.Throws<ArgumentException>(() => ModeMixing.Measure(Grammars.One, sources, outputs[1..]));
        Assert.Throws<ArgumentException>(() => ModeMixing.Measure(Grammars.One, [], []));
    }

    // Whether some set of the given number of translations provides the word at every position.
    private static bool Made(FixedLengthTranslations given, IReadOnlyList<int> output, int count, int from = 0, ulong covered = 0)
    {
        var whole = (1UL << output.Count) - 1;
        if (covered == whole || count == 0)
        {
            return covered == whole;
        }

        for (var k = from; k < given.Translations.Count; k++)
        {
            var more = covered;
            for (var i = 0; i < output.Count; i++)
            {
                more |= given.Translations[k].Tokens[i] == output[i] ? 1UL << i : 0;
            }

            if (Made(given, output, count - 1, k + 1, more))
            {
                return true;
            }
        }

        return false;
    }
}
