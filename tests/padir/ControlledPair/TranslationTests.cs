using Gmlm.Padir.ControlledPair;
using Gmlm.Padir.Randomness;
using Xunit;

namespace Gmlm.Padir.Tests.ControlledPair;

public class TranslationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(77)]
    public void Probabilities_of_the_choices_sum_to_one(ulong seed)
    {
        var grammar = new ControlledGrammar(seed);
        foreach (var source in Grammars.Sources(grammar, seed, 300))
        {
            var meaning = grammar.Read(source)!;
            var translator = new MeaningTranslator(grammar.Lexicon);
            var choices = translator.All(meaning).ToList();
            var targets = grammar.Translations(source).Translations;
            Assert.Equal(1, choices.Sum(choice => translator.Probability(meaning, choice)), 12);
            Assert.Equal(choices.Count, targets.Count);
            Assert.InRange(targets.Count, 1, 256);
            Assert.Equal(1, targets.Sum(item => item.Probability), 12);
            Assert.All(targets, item => Assert.InRange(item.Tokens.Count, 5, 24));
            Assert.Equal(targets.Select(item => item.Probability).OrderDescending(), targets.Select(item => item.Probability));
        }
    }

    [Fact]
    public void A_source_with_every_choice_open_has_256_translations_within_the_length_limit()
    {
        var most = Grammars.Sources(Grammars.One, 1, 5000).Max(source => Grammars.One.Translations(source).Translations.Count);
        Assert.Equal(256, most);
    }

    [Theory]
    [InlineData("friend the frogs watch a camel while they sing", 1)]
    [InlineData("today the young fox sees a dog", 2)]
    [InlineData("these mice find some young cows because the swans help a goat", 3)]
    public void Targets_are_drawn_from_their_probabilities(string text, ulong seed) => DrawsMatch(text, seed);

    [Fact]
    [Trait("Category", "Slow")]
    public void Targets_are_drawn_from_their_probabilities_under_200_seeds()
    {
        for (var seed = 1000UL; seed < 1200; seed++)
        {
            DrawsMatch("friend the frogs watch a camel while they sing", seed);
        }
    }

    // A correct generator fails with probability 10⁻⁶.
    private static void DrawsMatch(string text, ulong seed)
    {
        const int Draws = 20_000;
        var source = Grammars.One.Vocabulary.Encode(text);
        var translations = Grammars.One.Translations(source);
        var (meaning, random) = (Grammars.One.Read(source)!, new SplitMix64(seed));
        var counts = Enumerable.Range(0, Draws).Select(_ => string.Join(' ', Grammars.One.SampleTarget(meaning, random))).CountBy(target => target).ToDictionary();
        var cells = translations.Translations.Select(item => (item.Probability, counts.GetValueOrDefault(string.Join(' ', item.Tokens)))).ToList();
        var (statistic, limit) = Grammars.ChiSquare(cells, Draws);

        Assert.InRange(cells.Count, 4, 256);
        Assert.Equal(Draws, cells.Sum(cell => cell.Item2));
        Assert.InRange(statistic, 0, limit);
        Assert.NotEqual(cells[0].Probability, cells[^1].Probability);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Translations_of_one_length_differ_in_two_tokens_at_least_so_no_single_token_can_be_exchanged(ulong seed)
    {
        var grammar = new ControlledGrammar(seed);
        foreach (var translations in Grammars.Sources(grammar, seed, 150).Select(source => grammar.Translations(source)))
        {
            foreach (var rows in Grammars.ByLength(translations).Select(given => given.Translations))
            {
                for (var a = 0; a < rows.Count; a++)
                {
                    for (var b = 0; b < a; b++)
                    {
                        Assert.True(Grammars.Hamming(rows[a].Tokens, rows[b].Tokens) >= 2);
                    }
                }
            }
        }
    }

    [Fact]
    public void One_token_of_another_translation_makes_any_translation_a_mixture()
    {
        var random = new SplitMix64(21);
        var entangled = Grammars.Sources(Grammars.One, 22, 60).Select(source => Grammars.One.Translations(source))
            .Select(translations => (translations, rows: Grammars.ByLength(translations).MaxBy(given => given.Translations.Count)!.Translations))
            .Where(item => item.rows.Count >= 4).ToList();
        Assert.InRange(entangled.Count, 30, 60);
        foreach (var (translations, rows) in entangled)
        {
            for (var trial = 0; trial < 20; trial++)
            {
                IReadOnlyList<int> a = rows[random.Next(rows.Count)].Tokens, b = rows[random.Next(rows.Count)].Tokens;
                for (var i = 0; i < a.Count; i++)
                {
                    int[] blend = [.. a];
                    blend[i] = b[i];
                    Assert.Equal(a[i] == b[i] ? OutputKind.Valid : OutputKind.ModeMixing, translations.Classify(blend));
                }
            }
        }
    }

    [Fact]
    public void Outputs_are_told_apart()
    {
        var grammar = Grammars.One;
        var source = grammar.Vocabulary.Encode("today the young fox sees a dog");
        var translations = grammar.Translations(source);
        int[] mode = [.. translations.Mode.Tokens], last = [.. translations.Translations[^1].Tokens];
        int[] mixed = [.. mode[..^1], translations.Translations.Select(item => item.Tokens[^1]).First(token => token != mode[^1])];
        int[] swapped = [mode[1], mode[0], .. mode[2..]];

        Assert.True(grammar.IsValid(source, mode) && grammar.IsValid(source, last));
        Assert.False(grammar.IsValid(source, mixed));
        Assert.Equal(
            [OutputKind.Valid, OutputKind.ModeMixing, OutputKind.OtherError, OutputKind.OtherError, OutputKind.OtherError],
            new[] { last, mixed, swapped, mode[1..], [] }.Select(output => translations.Classify(output)));
    }

    [Fact]
    public void Lengths_split_the_translations()
    {
        var source = Grammars.One.Vocabulary.Encode("friend the frogs watch a camel while they sing");
        var translations = Grammars.One.Translations(source);
        Assert.Equal([11, 12], translations.Lengths.Keys);
        Assert.Equal(1, translations.Lengths.Values.Sum(), 12);
        Assert.Null(Grammars.One.Translations(source, 10));
        foreach (var (length, share) in translations.Lengths)
        {
            var given = Grammars.One.Translations(source, length)!;
            Assert.Equal(1, given.Translations.Sum(item => item.Probability), 12);
            Assert.All(given.Translations, item => Assert.Equal(translations.Probability([.. item.Tokens]), item.Probability * share, 12));
        }
    }

    [Fact]
    public void A_distribution_refuses_invalid_weights()
    {
        Assert.Throws<ArgumentException>(() => new TranslationDistribution([]));
        Assert.Throws<ArgumentException>(() => new TranslationDistribution([new([1], 0)]));
        Assert.Throws<ArgumentException>(() => new TranslationDistribution([new([1], -1), new([2], 2)]));
        Assert.Throws<ArgumentException>(() => new TranslationDistribution([new([1], double.NaN)]));
    }
}
